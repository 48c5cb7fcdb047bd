CREATE TABLE public.t (a integer, b integer);
CREATE VIEW public.v AS SELECT b FROM public.t;
GRANT SELECT ON public.v TO app_reader;
GRANT INSERT (b) ON public.v TO app_writer;
