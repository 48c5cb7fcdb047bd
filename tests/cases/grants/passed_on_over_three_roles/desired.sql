CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT (a), UPDATE (b), INSERT ON public.t TO app_writer WITH GRANT OPTION;
SET ROLE app_writer;
GRANT SELECT (a), INSERT ON public.t TO app_owner WITH GRANT OPTION;
SET ROLE app_owner;
GRANT INSERT ON public.t TO app_reader;
GRANT SELECT (a) ON public.t TO PUBLIC;
RESET ROLE;
