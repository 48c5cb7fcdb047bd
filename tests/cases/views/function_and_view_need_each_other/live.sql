CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT a FROM public.t;
CREATE FUNCTION public.f() RETURNS SETOF public.v LANGUAGE sql AS 'SELECT 1';
