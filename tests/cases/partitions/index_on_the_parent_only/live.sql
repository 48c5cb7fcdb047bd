CREATE TABLE public.p (id integer, d date) PARTITION BY RANGE (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.p2 PARTITION OF public.p DEFAULT;
CREATE INDEX p_d ON ONLY public.p (d);
CREATE INDEX p1_d ON public.p1 (d);
ALTER INDEX public.p_d ATTACH PARTITION public.p1_d;
