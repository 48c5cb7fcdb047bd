CREATE TABLE public.t (a integer, b integer, "c d" integer);
GRANT SELECT (a, b) ON public.t TO app_reader WITH GRANT OPTION;
GRANT UPDATE (b) ON public.t TO app_writer;
GRANT INSERT ("c d"), REFERENCES (a) ON public.t TO app_writer;
GRANT SELECT ON public.t TO app_writer;
