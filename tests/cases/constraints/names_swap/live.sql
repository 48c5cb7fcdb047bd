CREATE TABLE public.t (a integer, b integer, CONSTRAINT x UNIQUE (a), CONSTRAINT y UNIQUE (b), CONSTRAINT c CHECK (a > 0), CONSTRAINT d CHECK (b > 0));
