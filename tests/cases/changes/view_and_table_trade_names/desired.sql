CREATE TABLE public.base (a integer);
CREATE TABLE public.y (a integer);
CREATE VIEW public.x AS SELECT a FROM public.base;
CREATE FUNCTION public.f() RETURNS SETOF public.y LANGUAGE sql AS 'SELECT 1';
