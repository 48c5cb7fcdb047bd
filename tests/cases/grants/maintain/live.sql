CREATE TABLE public.t (a integer, b integer, c text);
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.t;
GRANT MAINTAIN ON public.t TO app_writer;
