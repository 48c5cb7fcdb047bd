REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app_reader, app_writer;
CREATE TABLE public.t (a integer);
REVOKE ALL ON public.t FROM PUBLIC;
