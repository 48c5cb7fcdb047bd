CREATE TYPE public.own;
CREATE FUNCTION public.own_in(cstring) RETURNS public.own LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.own_out(public.own) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE public.own (INPUT = public.own_in, OUTPUT = public.own_out, LIKE = integer);
CREATE FUNCTION public.same(public.own, public.own) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
CREATE OPERATOR public.= (LEFTARG = public.own, RIGHTARG = public.own, FUNCTION = public.same);
CREATE VIEW public.v AS SELECT NULL::public.own AS a;
CREATE DOMAIN public.d AS public.own;
