CREATE TABLE public.base (a integer);
CREATE VIEW public.t AS SELECT a FROM public.base;
