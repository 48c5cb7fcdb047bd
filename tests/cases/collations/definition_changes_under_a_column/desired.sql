CREATE COLLATION public.c (locale = 'POSIX');
CREATE TABLE public.t (a text COLLATE public.c);
CREATE INDEX i ON public.t (a);
