CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT (b) ON public.t TO app_reader;
GRANT SELECT ON public.t TO app_writer;
