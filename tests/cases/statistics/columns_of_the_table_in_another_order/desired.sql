CREATE TABLE public.t (a integer, b integer, c integer);
CREATE STATISTICS public.s (ndistinct) ON a, b FROM public.t;
