CREATE TABLE public.t (a integer);
CREATE VIEW public.y AS SELECT a FROM public.t;
CREATE VIEW public.x AS SELECT a FROM public.y;
