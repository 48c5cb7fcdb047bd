CREATE TABLE public.t (a integer, b integer, c integer);
CREATE STATISTICS public.gone ON a, b FROM public.t;
CREATE STATISTICS public.changed (ndistinct) ON a, b FROM public.t;
CREATE STATISTICS public.target ON a, c FROM public.t;
