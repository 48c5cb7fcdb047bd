CREATE COLLATION public.c (locale = 'C');
CREATE TABLE public.t (a text COLLATE public.c);
CREATE INDEX i ON public.t (a);
