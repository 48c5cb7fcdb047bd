CREATE AGGREGATE public.gone(integer) (SFUNC = int4pl, STYPE = integer);
CREATE AGGREGATE public.changed(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
COMMENT ON AGGREGATE public.changed(integer) IS 'a';
CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT public.changed(a) AS a FROM public.t;
