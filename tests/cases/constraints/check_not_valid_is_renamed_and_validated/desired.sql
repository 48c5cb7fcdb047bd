CREATE TABLE public.t (a integer, CONSTRAINT d CHECK (a > 0));
