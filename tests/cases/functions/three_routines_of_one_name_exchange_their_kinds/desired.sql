CREATE AGGREGATE public.f(int) (SFUNC = int4pl, STYPE = int);
GRANT EXECUTE ON FUNCTION public.f(int) TO app_reader;
COMMENT ON AGGREGATE public.f(int) IS 'f';
CREATE FUNCTION public.f(text) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE PROCEDURE public.f(bigint) LANGUAGE sql AS 'SELECT 1';
CREATE TABLE public.t (a int);
CREATE VIEW public.v AS SELECT public.f(a) AS x FROM public.t;
