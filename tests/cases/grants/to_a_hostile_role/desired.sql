CREATE TABLE public.t (a integer);
GRANT SELECT (a) ON public.t TO "odd ""role; --" WITH GRANT OPTION;
CREATE POLICY p ON public.t TO "odd ""role; --" USING (true);
ALTER DEFAULT PRIVILEGES FOR ROLE "odd ""role; --" IN SCHEMA public GRANT SELECT ON TABLES TO app_reader;
