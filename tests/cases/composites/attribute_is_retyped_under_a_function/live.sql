CREATE TYPE public.c AS (a int, b text);
CREATE FUNCTION public.f(x public.c) RETURNS int LANGUAGE sql AS 'SELECT x.a';
CREATE VIEW public.v AS SELECT (public.f(NULL::public.c)) AS q;
