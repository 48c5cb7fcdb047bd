CREATE TABLE public.t (a integer, b integer, CONSTRAINT c CHECK (a > 0), CONSTRAINT d CHECK (b > 0));
