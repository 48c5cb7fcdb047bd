CREATE TABLE public.t (id integer PRIMARY KEY, a integer NOT NULL, b integer, c integer DEFAULT 3);
CREATE INDEX i ON public.t (a, c) INCLUDE (b);
CREATE VIEW public.v AS SELECT t.id, t.a FROM public.t;
GRANT SELECT (a, c) ON public.t TO app_reader;
COMMENT ON COLUMN public.t.c IS 'c';
