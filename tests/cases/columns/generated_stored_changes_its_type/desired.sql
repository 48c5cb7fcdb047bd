CREATE TABLE public.t (a integer, b text GENERATED ALWAYS AS ('x' || a) STORED NOT NULL);
CREATE UNIQUE INDEX i ON public.t (b);
