CREATE TABLE public.before (a integer);
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO app_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO app_writer;
CREATE TABLE public.after (a integer);
CREATE TABLE public.cleaned (a integer);
REVOKE ALL ON public.cleaned FROM app_reader;
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
