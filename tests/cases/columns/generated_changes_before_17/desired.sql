CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 2) STORED CHECK (b > 0));
CREATE VIEW public.v AS SELECT b FROM public.t;
GRANT SELECT ON public.v TO app_reader;
GRANT SELECT (b) ON public.t TO app_reader;
CREATE UNIQUE INDEX i ON public.t (b);
COMMENT ON COLUMN public.t.b IS 'b';
