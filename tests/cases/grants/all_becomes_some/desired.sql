CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT, INSERT ON public.t TO app_reader;
GRANT ALL ON public.t TO app_writer;
