CREATE COLLATION public.kept (locale = 'C');
CREATE COLLATION public.fresh (locale = 'POSIX');
CREATE TABLE public.t (a text, b text COLLATE public.fresh);
CREATE INDEX i ON public.t (a COLLATE public.kept);
