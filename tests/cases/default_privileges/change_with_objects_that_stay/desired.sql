CREATE TABLE public.t (a integer);
GRANT SELECT ON public.t TO app_reader;
CREATE VIEW public.v AS SELECT a FROM public.t;
GRANT SELECT ON public.v TO app_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT ON TABLES TO app_writer;
