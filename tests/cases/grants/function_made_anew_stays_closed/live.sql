CREATE FUNCTION public.secret(a integer) RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
REVOKE ALL ON FUNCTION public.secret(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.secret(integer) TO app_reader;
