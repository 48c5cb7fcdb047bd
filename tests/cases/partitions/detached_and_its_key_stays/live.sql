CREATE TABLE public.p (id integer, d integer, PRIMARY KEY (id, d)) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES IN (2);
CREATE INDEX by_d ON public.p (d);
