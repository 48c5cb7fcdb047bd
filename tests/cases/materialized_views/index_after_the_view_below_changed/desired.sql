CREATE TABLE public.t (a integer, b integer);
CREATE VIEW public.v AS SELECT b, a FROM public.t;
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.v;
CREATE UNIQUE INDEX mi ON public.m (a);
