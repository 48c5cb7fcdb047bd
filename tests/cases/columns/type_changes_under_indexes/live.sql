CREATE TABLE public.t (id integer PRIMARY KEY, a text, b integer);
CREATE INDEX t_lower ON public.t (lower(a));
CREATE INDEX t_part ON public.t (id) WHERE a <> '';
CREATE UNIQUE INDEX t_b ON public.t (b) WHERE b > 0;
CREATE STATISTICS public.st ON a, b FROM public.t;
