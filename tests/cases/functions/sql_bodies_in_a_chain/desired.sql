CREATE TABLE public.t (a int, b varchar(20), c int);
CREATE VIEW public.v AS SELECT a, b, c FROM public.t;
CREATE FUNCTION public.f() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT b FROM public.v WHERE c IS NULL; END;
CREATE FUNCTION public.g() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT * FROM public.f(); END;
CREATE VIEW public.w AS SELECT * FROM public.g() g;
GRANT EXECUTE ON FUNCTION public.f() TO app_reader;
COMMENT ON FUNCTION public.g() IS 'g';
CREATE PROCEDURE public.p(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO public.t (a, c) VALUES (x, x); SELECT public.f(); END;
