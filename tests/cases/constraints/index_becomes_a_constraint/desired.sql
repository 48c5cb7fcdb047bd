CREATE TABLE public.t (a integer NOT NULL, b integer, CONSTRAINT t_pkey PRIMARY KEY (a));
CREATE UNIQUE INDEX b_key ON public.t (b);
