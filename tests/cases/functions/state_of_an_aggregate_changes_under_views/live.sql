CREATE FUNCTION public.acc(s integer, v integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT s + v';
CREATE AGGREGATE public.total(integer) (SFUNC = public.acc, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
CREATE TABLE public.t (g integer, v integer);
CREATE VIEW public.v AS SELECT g, public.total(v) AS s FROM public.t GROUP BY g;
CREATE MATERIALIZED VIEW public.m AS SELECT s FROM public.v;
GRANT EXECUTE ON FUNCTION public.total(integer) TO app_reader;
COMMENT ON AGGREGATE public.total(integer) IS 'sum';
