CREATE TABLE public.t (a integer, b integer);
GRANT SELECT ON public.t TO app_reader WITH GRANT OPTION;
SET ROLE app_reader; GRANT SELECT ON public.t TO app_writer; RESET ROLE;
GRANT UPDATE (a, b) ON public.t TO app_writer WITH GRANT OPTION;
