CREATE COLLATION public.gone (locale = 'C');
CREATE COLLATION public.kept (locale = 'C');
CREATE TABLE public.t (a text COLLATE public.gone, b text COLLATE public.kept);
CREATE INDEX i ON public.t (a);
