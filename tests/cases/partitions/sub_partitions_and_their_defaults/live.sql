CREATE TABLE public.p (id integer, d integer, r text) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
