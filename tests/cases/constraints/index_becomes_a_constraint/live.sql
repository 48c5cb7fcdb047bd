CREATE TABLE public.t (a integer NOT NULL, b integer, CONSTRAINT b_key UNIQUE (b));
CREATE UNIQUE INDEX t_pkey ON public.t (a);
