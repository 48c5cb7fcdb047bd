CREATE OPERATOR public.<<< (FUNCTION = int4le, LEFTARG = integer, RIGHTARG = integer, RESTRICT = scalarltsel);
COMMENT ON OPERATOR public.<<< (integer, integer) IS 'o';
CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT a OPERATOR(public.<<<) 1 AS x FROM public.t;
GRANT SELECT ON public.v TO app_reader;
