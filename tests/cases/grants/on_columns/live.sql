CREATE TABLE public.t (a integer, b integer, "c d" integer);
GRANT SELECT (a) ON public.t TO app_reader;
GRANT UPDATE (a, b) ON public.t TO app_writer;
GRANT SELECT ON public.t TO app_writer;
