CREATE FOREIGN DATA WRAPPER w OPTIONS (a 'x');
CREATE SERVER srv FOREIGN DATA WRAPPER w OPTIONS (host 'old');
CREATE USER MAPPING FOR app_reader SERVER srv OPTIONS (x 'y');
CREATE FOREIGN TABLE public.ft (a integer) SERVER srv;
CREATE VIEW public.v AS SELECT a FROM public.ft;
GRANT SELECT ON public.ft TO app_reader;
GRANT SELECT ON public.v TO app_reader;
GRANT USAGE ON FOREIGN SERVER srv TO app_reader;
COMMENT ON COLUMN public.ft.a IS 'a';
