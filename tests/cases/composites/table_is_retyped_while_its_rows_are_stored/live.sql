CREATE TABLE public.a (i integer, n text);
CREATE DOMAIN public.d AS public.a;
CREATE TYPE public.c AS (q public.a);
CREATE TABLE public.b (id integer, x public.a DEFAULT ROW(1, 'd'), y public.a[], z public.d, w public.c);
CREATE TABLE public.e (held public.b);
CREATE VIEW public.v AS SELECT (x).i FROM public.b;
CREATE VIEW public.w AS SELECT i FROM public.a;
CREATE INDEX k ON public.b (((x).i));
CREATE FUNCTION public.f(public.a) RETURNS integer LANGUAGE sql AS 'SELECT 1';
