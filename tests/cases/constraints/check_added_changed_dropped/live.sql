CREATE TABLE public.t (a integer, b integer, CONSTRAINT gone CHECK (a > 0), CONSTRAINT changed CHECK (b > 0));
