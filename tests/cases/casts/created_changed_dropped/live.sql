CREATE TYPE public.c AS (a integer);
CREATE TYPE public.d AS ENUM ('x');
CREATE FUNCTION public.ct(public.c) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE CAST (public.c AS integer) WITH FUNCTION public.ct(public.c);
CREATE CAST (public.d AS text) WITH INOUT AS IMPLICIT;
