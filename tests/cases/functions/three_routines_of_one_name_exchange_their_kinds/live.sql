CREATE FUNCTION public.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION public.f(int) TO app_reader;
COMMENT ON FUNCTION public.f(int) IS 'f';
CREATE PROCEDURE public.f(text) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE public.f(bigint) (SFUNC = int8pl, STYPE = bigint);
CREATE TABLE public.t (a int);
CREATE VIEW public.v AS SELECT public.f(a) AS x FROM public.t;
