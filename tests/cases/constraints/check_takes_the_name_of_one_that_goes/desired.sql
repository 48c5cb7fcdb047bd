CREATE TABLE public.t (a integer, b integer, CONSTRAINT d CHECK (a > 0), CONSTRAINT c CHECK (b < 9));
