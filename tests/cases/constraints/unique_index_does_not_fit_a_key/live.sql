CREATE TABLE public.t (a integer, b integer, c text);
CREATE UNIQUE INDEX t_a ON public.t (a DESC);
CREATE UNIQUE INDEX t_b ON public.t (b) WHERE b > 0;
CREATE UNIQUE INDEX t_c ON public.t (lower(c));
