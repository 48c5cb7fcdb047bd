CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT, UPDATE ON public.t TO app_reader;
GRANT SELECT (a) ON public.t TO app_reader;
