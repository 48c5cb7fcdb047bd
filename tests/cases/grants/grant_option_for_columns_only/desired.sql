CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT (a, b) ON public.t TO app_reader;
GRANT SELECT (b) ON public.t TO app_reader WITH GRANT OPTION;
GRANT UPDATE (a) ON public.t TO app_reader;
