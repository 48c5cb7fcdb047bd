CREATE TABLE public.t (a integer CONSTRAINT c CHECK (a > 0) NOT ENFORCED, b integer CONSTRAINT d CHECK (b > 0));
