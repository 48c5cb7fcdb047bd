CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.f(text) RETURNS integer LANGUAGE sql AS 'SELECT 2';
COMMENT ON FUNCTION public.f(text) IS 'text';
GRANT EXECUTE ON FUNCTION public.f(integer) TO app_reader;
