CREATE TABLE public.p (id integer, d integer) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
CREATE INDEX pd ON ONLY public.p (d);
CREATE INDEX p1d ON public.p1 (d);
