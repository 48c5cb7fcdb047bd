CREATE FUNCTION public.a(new integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.b(x integer, y integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION public.c(INOUT x integer, OUT z text) LANGUAGE sql AS 'SELECT 1, ''2''';
CREATE FUNCTION public.d(VARIADIC y integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.e() RETURNS TABLE (a integer, b text) LANGUAGE sql AS 'SELECT 1, ''x''';
GRANT EXECUTE ON FUNCTION public.a(integer) TO app_reader;
REVOKE ALL ON FUNCTION public.b(integer, integer) FROM PUBLIC;
