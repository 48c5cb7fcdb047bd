CREATE TABLE public.p (id integer, d integer) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p (id NOT NULL) FOR VALUES IN (1);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES IN (2);
