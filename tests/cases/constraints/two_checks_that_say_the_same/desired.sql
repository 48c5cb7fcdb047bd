CREATE TABLE public.t (a integer, CONSTRAINT positive CHECK (a > 0));
