CREATE TABLE public.t (x1 integer, id integer PRIMARY KEY, x2 text, a integer, b integer);
ALTER TABLE public.t DROP COLUMN x1, DROP COLUMN x2;
CREATE INDEX i ON public.t (a) INCLUDE (b);
CREATE VIEW public.v AS SELECT t.id, t.a FROM public.t;
GRANT SELECT (a) ON public.t TO app_reader;
COMMENT ON COLUMN public.t.b IS 'b';
