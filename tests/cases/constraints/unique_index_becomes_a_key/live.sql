CREATE TABLE public.t (a integer NOT NULL, b integer, c integer);
CREATE UNIQUE INDEX t_pkey ON public.t (a);
CREATE UNIQUE INDEX t_b ON public.t (b);
CREATE UNIQUE INDEX t_c ON public.t (c) INCLUDE (b) NULLS NOT DISTINCT WITH (fillfactor = 70);
