CREATE DOMAIN public.d AS text;
CREATE TABLE public.t (id int, a public.d);
CREATE INDEX i ON public.t (a);
