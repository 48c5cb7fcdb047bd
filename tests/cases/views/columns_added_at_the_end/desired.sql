CREATE TABLE public.t (a integer, b integer);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE VIEW public.top AS SELECT a FROM public.v;
GRANT SELECT ON public.v TO app_reader;
