CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT (a), UPDATE (b) ON public.t TO app_reader;
