CREATE FUNCTION public.f(x bigint) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
COMMENT ON FUNCTION public.f(bigint) IS 'f';
CREATE TABLE public.t (a int DEFAULT public.f(1), CONSTRAINT k CHECK (public.f(a) > 0));
CREATE INDEX i ON public.t (public.f(a));
CREATE VIEW public.v AS SELECT public.f(a) AS a FROM public.t;
