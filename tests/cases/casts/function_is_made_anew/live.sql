CREATE TYPE public.c AS (a int);
CREATE FUNCTION public.f(x public.c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE CAST (public.c AS int) WITH FUNCTION public.f(public.c);
COMMENT ON CAST (public.c AS int) IS 'c';
