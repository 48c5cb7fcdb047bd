CREATE TABLE public.t (id integer PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.m1 AS SELECT id, a FROM public.t;
CREATE VIEW public.m2 AS SELECT id FROM public.m1;
CREATE MATERIALIZED VIEW public.m3 AS SELECT id FROM public.m2;
CREATE UNIQUE INDEX m3_id ON public.m3 (id);
GRANT SELECT ON public.m3 TO app_reader;
COMMENT ON COLUMN public.m3.id IS 'key'; COMMENT ON INDEX public.m3_id IS 'ix';
