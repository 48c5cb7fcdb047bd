CREATE TABLE public.p (id integer, d integer, CONSTRAINT k UNIQUE (id)) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE INDEX p_d ON public.p (d);
