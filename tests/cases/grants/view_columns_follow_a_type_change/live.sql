CREATE TABLE public.t (a integer, b integer);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
GRANT SELECT (a), UPDATE (b) ON public.v TO app_reader WITH GRANT OPTION;
COMMENT ON COLUMN public.v.a IS 'x';
