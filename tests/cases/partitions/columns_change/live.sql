CREATE TABLE public.p (id integer, d date, gone text, size integer DEFAULT 1) PARTITION BY RANGE (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.p2 PARTITION OF public.p DEFAULT;
ALTER TABLE public.p2 ALTER size SET DEFAULT 5;
