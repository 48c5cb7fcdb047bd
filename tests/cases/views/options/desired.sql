CREATE TABLE public.t (a integer);
CREATE VIEW public.a WITH (security_invoker) AS SELECT a FROM public.t;
CREATE VIEW public.b AS SELECT a FROM public.t;
CREATE VIEW public.c AS SELECT a FROM public.t WHERE a > 1 WITH CASCADED CHECK OPTION;
CREATE VIEW public.d WITH (security_barrier, security_invoker) AS SELECT a FROM public.t WHERE a > 1 WITH CASCADED CHECK OPTION;
CREATE VIEW public.e AS SELECT a FROM public.t WHERE a > 2;
