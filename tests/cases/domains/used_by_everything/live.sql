CREATE DOMAIN public.mail AS text;
CREATE TABLE public.t (id integer PRIMARY KEY, a public.mail);
CREATE FUNCTION public.f(public.mail) RETURNS public.mail LANGUAGE sql AS 'SELECT $1';
CREATE VIEW public.v AS SELECT a FROM public.t;
