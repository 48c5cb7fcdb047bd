CREATE FUNCTION public.acc(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s + v';
CREATE FUNCTION public.fin(s bigint) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT s::numeric';
CREATE AGGREGATE public.total(integer) (SFUNC = public.acc, STYPE = bigint, FINALFUNC = public.fin, INITCOND = '10');
CREATE TABLE public.t (g integer, v integer);
CREATE VIEW public.v AS SELECT g, public.total(v) AS s FROM public.t GROUP BY g;
CREATE MATERIALIZED VIEW public.m AS SELECT s FROM public.v;
GRANT EXECUTE ON FUNCTION public.total(integer) TO app_reader;
COMMENT ON AGGREGATE public.total(integer) IS 'total';
