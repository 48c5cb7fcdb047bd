CREATE TABLE public.t (b integer, a integer);
CREATE STATISTICS public.s (ndistinct) ON a, b FROM public.t;
