CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
COMMENT ON COLUMN public.t.b IS 'b';
GRANT SELECT (b) ON public.t TO app_reader;
GRANT SELECT ON public.v TO app_reader;
