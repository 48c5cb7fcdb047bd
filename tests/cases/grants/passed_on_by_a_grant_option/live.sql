CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT, INSERT ON public.t TO app_writer WITH GRANT OPTION;
SET ROLE app_writer;
GRANT SELECT, INSERT ON public.t TO app_reader;
RESET ROLE;
