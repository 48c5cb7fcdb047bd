CREATE TABLE public.base (a integer);
CREATE VIEW public.c AS SELECT a FROM public.base;
CREATE FUNCTION public.f(public.c) RETURNS integer LANGUAGE sql AS 'SELECT $1.a';
CREATE TABLE public.x (d integer);
