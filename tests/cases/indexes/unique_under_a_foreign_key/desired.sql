CREATE TABLE public.p (a integer NOT NULL);
CREATE UNIQUE INDEX i ON public.p (a) WITH (fillfactor = 80);
CREATE TABLE public.c (a integer REFERENCES public.p (a));
