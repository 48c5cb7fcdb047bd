CREATE TABLE public.p (id integer, d integer, r text, PRIMARY KEY (id, d, r)) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES IN (2, 3) PARTITION BY RANGE (r);
CREATE TABLE public.p2a PARTITION OF public.p2 FOR VALUES FROM (MINVALUE) TO ('m');
CREATE TABLE public.p2b PARTITION OF public.p2 DEFAULT;
CREATE TABLE public.rest PARTITION OF public.p DEFAULT;
CREATE INDEX by_r ON public.p (r);
