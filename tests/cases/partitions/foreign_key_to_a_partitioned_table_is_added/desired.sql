CREATE TABLE public.p (id integer, d integer, PRIMARY KEY (id, d)) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE TABLE public.c (p integer, d integer, e integer, CONSTRAINT two FOREIGN KEY (p, d) REFERENCES public.p, CONSTRAINT three FOREIGN KEY (e, d) REFERENCES public.p (id, d) ON DELETE CASCADE);
