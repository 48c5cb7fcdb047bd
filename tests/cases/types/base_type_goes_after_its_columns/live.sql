CREATE TYPE public.own;
CREATE FUNCTION public.own_in(cstring) RETURNS public.own LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.own_out(public.own) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE public.own (INPUT = public.own_in, OUTPUT = public.own_out, LIKE = integer);
CREATE TABLE public.t (id integer PRIMARY KEY, a public.own);
