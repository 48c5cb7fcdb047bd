CREATE TABLE public.t (a integer, b integer);
GRANT ALL ON public.t TO app_owner WITH GRANT OPTION;
SET ROLE app_owner; GRANT SELECT, INSERT ON public.t TO app_reader WITH GRANT OPTION; GRANT UPDATE (a) ON public.t TO app_writer; RESET ROLE;
SET ROLE app_reader; GRANT SELECT ON public.t TO app_writer; GRANT SELECT ON public.t TO PUBLIC; RESET ROLE;
