CREATE TABLE public.p (id integer, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE INDEX p_d ON public.p (d);
CREATE TABLE public.p1 (id integer NOT NULL, d date NOT NULL, PRIMARY KEY (id, d));
CREATE INDEX p1_d_idx ON public.p1 (d);
