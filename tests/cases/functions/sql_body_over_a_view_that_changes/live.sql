CREATE TABLE public.t (a integer, b integer);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(b) FROM public.v; END;
CREATE VIEW public.top AS SELECT public.f() AS f;
GRANT EXECUTE ON FUNCTION public.f() TO app_reader;
