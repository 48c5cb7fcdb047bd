CREATE TYPE public.c AS (a int);
CREATE FUNCTION public.f(public.c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE FUNCTION public.g(public.c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a + 1';
CREATE CAST (public.c AS int) WITH FUNCTION public.g(public.c) AS IMPLICIT;
COMMENT ON CAST (public.c AS int) IS 'c2';
CREATE TABLE public.t (c public.c, CONSTRAINT k CHECK (c::int > 0));
CREATE VIEW public.v AS SELECT c::int AS x FROM public.t;
