CREATE TABLE public.t (id integer, a text);
CREATE VIEW public.a AS SELECT id FROM public.t;
CREATE VIEW public.b AS SELECT id FROM public.a;
CREATE VIEW public.c AS SELECT id FROM public.b;
GRANT SELECT ON public.a TO app_reader; GRANT SELECT ON public.c TO app_writer;
