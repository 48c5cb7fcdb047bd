CREATE TABLE public.t (a integer, b integer, c text, CONSTRAINT t_a UNIQUE (a), CONSTRAINT t_b UNIQUE (b), CONSTRAINT t_c UNIQUE (c));
