CREATE AGGREGATE public.changed(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '10', PARALLEL = SAFE);
COMMENT ON AGGREGATE public.changed(integer) IS 'a';
CREATE AGGREGATE public.every(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE FUNCTION public.add(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + $2';
CREATE AGGREGATE public.own(integer) (SFUNC = public.add, STYPE = integer);
CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT public.changed(a) AS a FROM public.t;
