CREATE DOMAIN public.d AS text COLLATE "C";
CREATE TABLE public.t (id int, a public.d);
CREATE INDEX i ON public.t (a);
