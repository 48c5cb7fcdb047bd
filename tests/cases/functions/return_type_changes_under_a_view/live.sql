CREATE FUNCTION public.f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE VIEW public.v AS SELECT public.f(1) AS x;
GRANT SELECT ON public.v TO app_reader;
GRANT EXECUTE ON FUNCTION public.f(integer) TO app_writer;
COMMENT ON FUNCTION public.f(integer) IS 'f';
