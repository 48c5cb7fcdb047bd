CREATE TABLE public.t (a int, b text);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE FUNCTION public.f() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT b FROM public.v; END;
CREATE FUNCTION public.g() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT * FROM public.f(); END;
CREATE VIEW public.w AS SELECT * FROM public.g() g;
GRANT EXECUTE ON FUNCTION public.f() TO app_reader;
COMMENT ON FUNCTION public.g() IS 'g';
CREATE PROCEDURE public.p(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO public.t (a) VALUES (x); SELECT public.f(); END;
