CREATE TABLE public.t (id integer PRIMARY KEY, a integer);
CREATE VIEW public.whole AS SELECT t AS r FROM public.t;
CREATE VIEW public.part AS SELECT (r).a FROM public.whole;
CREATE FUNCTION public.f() RETURNS SETOF public.whole LANGUAGE sql AS 'SELECT * FROM public.whole';
