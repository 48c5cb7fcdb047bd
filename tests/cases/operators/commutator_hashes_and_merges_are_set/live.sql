CREATE OPERATOR public.<<< (FUNCTION = int4lt, LEFTARG = integer, RIGHTARG = integer);
CREATE OPERATOR public.>>> (FUNCTION = int4gt, LEFTARG = integer, RIGHTARG = integer);
CREATE OPERATOR public.=== (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer);
CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT a OPERATOR(public.<<<) 1 AS x FROM public.t;
