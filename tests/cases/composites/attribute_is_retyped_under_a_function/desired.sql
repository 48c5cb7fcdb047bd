CREATE TYPE public.c AS (a bigint, b text, d date);
CREATE FUNCTION public.f(x public.c) RETURNS bigint LANGUAGE sql AS 'SELECT x.a';
CREATE VIEW public.v AS SELECT (public.f(NULL::public.c)) AS q;
