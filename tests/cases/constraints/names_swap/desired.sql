CREATE TABLE public.t (a integer, b integer, CONSTRAINT y UNIQUE (a), CONSTRAINT x UNIQUE (b), CONSTRAINT d CHECK (a > 0), CONSTRAINT c CHECK (b > 0));
