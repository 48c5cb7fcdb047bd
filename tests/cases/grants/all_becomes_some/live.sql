CREATE TABLE public.t (a integer, b integer, c text);
GRANT ALL ON public.t TO app_reader, app_writer;
