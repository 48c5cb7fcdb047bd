CREATE TYPE public.c AS (a int);
CREATE FUNCTION public.f(public.c) RETURNS int LANGUAGE sql AS 'SELECT $1.a';
CREATE CAST (public.c AS int) WITH FUNCTION public.f(public.c);
CREATE VIEW public.v AS SELECT ROW(1)::public.c::int AS x;
