CREATE TYPE public.c AS (a integer, b bigint, fresh text);
CREATE FUNCTION public.f(public.c) RETURNS integer LANGUAGE sql AS 'SELECT 1';
COMMENT ON COLUMN public.c.b IS 'b';
