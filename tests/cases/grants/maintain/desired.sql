CREATE TABLE public.t (a integer, b integer, c text);
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.t;
GRANT MAINTAIN ON public.m TO app_writer WITH GRANT OPTION;
GRANT SELECT, MAINTAIN ON public.t TO app_writer;
REVOKE MAINTAIN ON public.t FROM postgres;
