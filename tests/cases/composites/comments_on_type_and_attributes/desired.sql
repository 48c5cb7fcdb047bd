CREATE TYPE public.c AS (a int, b text);
COMMENT ON COLUMN public.c.b IS 'one';
COMMENT ON TYPE public.c IS 'one';
CREATE FUNCTION public.f() RETURNS public.c LANGUAGE sql AS 'SELECT ROW(1, ''x'')::public.c';
