CREATE TYPE public.c AS (a integer);
CREATE FUNCTION public.f(public.c) RETURNS integer LANGUAGE sql AS 'SELECT $1.a';
CREATE TABLE public.x (c public.c);
