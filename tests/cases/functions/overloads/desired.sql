CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 3';
CREATE FUNCTION public.f(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 4';
COMMENT ON FUNCTION public.f() IS 'none';
GRANT EXECUTE ON FUNCTION public.f(integer, integer) TO app_reader;
