CREATE TABLE public.t (a integer, b integer);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
GRANT SELECT ON public.v TO app_reader, app_writer;
GRANT SELECT (a) ON public.v TO PUBLIC;
