CREATE TABLE public.p (d integer, n bigint) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE TABLE public.p2 PARTITION OF public.p DEFAULT;
CREATE INDEX by_n ON public.p (n);
