CREATE TABLE public.p (id integer, d integer) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES IN (2);
CREATE INDEX pd ON ONLY public.p (d);
CREATE INDEX p1d ON public.p1 (d);
ALTER INDEX public.pd ATTACH PARTITION public.p1d;
