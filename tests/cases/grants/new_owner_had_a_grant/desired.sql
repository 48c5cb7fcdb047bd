CREATE TABLE public.t (a integer, b integer, c text);
ALTER TABLE public.t OWNER TO app_owner;
GRANT SELECT ON public.t TO app_reader;
GRANT INSERT ON public.t TO app_writer;
