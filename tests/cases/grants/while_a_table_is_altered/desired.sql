CREATE TABLE public.t (a integer NOT NULL, c text DEFAULT 'x');
GRANT SELECT ON public.t TO app_reader;
GRANT SELECT ON public.t TO app_writer;
