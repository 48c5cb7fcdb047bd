CREATE TABLE public.base (a integer);
CREATE MATERIALIZED VIEW public.t AS SELECT a FROM public.base;
CREATE UNIQUE INDEX t_a ON public.t (a);
CREATE VIEW public.top AS SELECT a FROM public.t;
GRANT SELECT ON public.top TO app_reader;
