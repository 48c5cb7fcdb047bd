CREATE TYPE public.c AS (a integer, gone text, b integer);
CREATE FUNCTION public.f(public.c) RETURNS integer LANGUAGE sql AS 'SELECT 1';
COMMENT ON COLUMN public.c.a IS 'a';
