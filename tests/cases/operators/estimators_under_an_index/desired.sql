CREATE OPERATOR public.<<< (FUNCTION = int4lt, LEFTARG = integer, RIGHTARG = integer, RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT a OPERATOR(public.<<<) 1 AS x FROM public.t;
CREATE INDEX i ON public.t ((a OPERATOR(public.<<<) 1));
