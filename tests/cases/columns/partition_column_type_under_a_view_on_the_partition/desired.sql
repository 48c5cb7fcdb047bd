CREATE TABLE public.p (id integer, a text) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE VIEW public.v AS SELECT a FROM public.p1;
CREATE VIEW public.w AS SELECT a FROM public.p;
GRANT SELECT (a) ON public.v TO app_reader;
COMMENT ON VIEW public.w IS 'w';
