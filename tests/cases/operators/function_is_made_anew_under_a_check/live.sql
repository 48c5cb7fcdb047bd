CREATE FUNCTION public.f(a int, b int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < $2';
CREATE OPERATOR public.<<| (FUNCTION = public.f, LEFTARG = int, RIGHTARG = int);
CREATE TABLE public.t (a int, CONSTRAINT k CHECK (a OPERATOR(public.<<|) 10));
CREATE VIEW public.v AS SELECT a OPERATOR(public.<<|) 1 AS x FROM public.t;
