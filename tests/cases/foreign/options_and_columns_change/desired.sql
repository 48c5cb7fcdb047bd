CREATE FOREIGN DATA WRAPPER w OPTIONS (b 'x');
CREATE SERVER srv FOREIGN DATA WRAPPER w OPTIONS (host 'new', port '1');
CREATE USER MAPPING FOR app_reader SERVER srv OPTIONS (x 'z');
CREATE FOREIGN TABLE public.ft (a bigint, b text OPTIONS (x 'y')) SERVER srv OPTIONS (t 'u');
CREATE VIEW public.v AS SELECT a FROM public.ft;
GRANT SELECT ON public.ft TO app_reader;
GRANT SELECT ON public.v TO app_reader;
GRANT USAGE ON FOREIGN SERVER srv TO app_reader;
COMMENT ON COLUMN public.ft.a IS 'a';
