CREATE TYPE public.c AS (a integer, b text);
CREATE TYPE public.outer_c AS (c public.c, cs public.c[]);
CREATE TABLE public.t (id integer PRIMARY KEY, a public.outer_c);
CREATE FUNCTION public.f(public.outer_c) RETURNS public.c LANGUAGE sql AS 'SELECT ($1).c';
