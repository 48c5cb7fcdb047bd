CREATE TYPE public.c AS (a integer);
CREATE TYPE public.d AS ENUM ('x');
CREATE FUNCTION public.ct(public.c) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE CAST (public.c AS integer) WITH FUNCTION public.ct(public.c) AS ASSIGNMENT;
CREATE FUNCTION public.back(integer) RETURNS public.c LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1)::public.c';
CREATE CAST (integer AS public.c) WITH FUNCTION public.back(integer) AS IMPLICIT;
