CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT ON public.t TO app_writer WITH GRANT OPTION;
GRANT SELECT ON public.t TO app_reader;
SET ROLE app_writer;
GRANT SELECT ON public.t TO app_reader;
RESET ROLE;
