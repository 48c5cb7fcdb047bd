CREATE TABLE public.t (a integer);
CREATE VIEW public.a AS SELECT a FROM public.t;
CREATE VIEW public.b WITH (security_barrier) AS SELECT a FROM public.t;
CREATE VIEW public.c AS SELECT a FROM public.t WHERE a > 1;
CREATE VIEW public.d AS SELECT a FROM public.t WHERE a > 1 WITH LOCAL CHECK OPTION;
CREATE VIEW public.e WITH (security_invoker) AS SELECT a FROM public.t WHERE a > 1 WITH CASCADED CHECK OPTION;
