CREATE TABLE public.base (a integer);
CREATE VIEW public.t AS SELECT a FROM public.base;
CREATE VIEW public.top AS SELECT a FROM public.t;
GRANT SELECT ON public.top TO app_reader;
