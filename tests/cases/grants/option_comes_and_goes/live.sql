CREATE TABLE public.t (a integer);
GRANT SELECT, INSERT ON public.t TO app_reader WITH GRANT OPTION;
GRANT SELECT ON public.t TO app_writer;
