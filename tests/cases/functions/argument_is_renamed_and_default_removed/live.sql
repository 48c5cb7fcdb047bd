CREATE FUNCTION public.a(old integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.b(x integer, y integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.c(INOUT x integer, OUT y integer) LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION public.d(VARIADIC x integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.e() RETURNS TABLE (a integer) LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION public.a(integer) TO app_reader;
REVOKE ALL ON FUNCTION public.b(integer, integer) FROM PUBLIC;
