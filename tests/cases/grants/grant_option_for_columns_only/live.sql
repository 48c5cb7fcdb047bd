CREATE TABLE public.t (a integer, b integer, c text);
GRANT SELECT (a, b), UPDATE (a) ON public.t TO app_reader WITH GRANT OPTION;
