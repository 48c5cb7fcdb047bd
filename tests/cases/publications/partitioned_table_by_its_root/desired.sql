CREATE TABLE public.p (id integer, k integer) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE PUBLICATION pub FOR TABLE public.p WHERE (k > 0) WITH (publish_via_partition_root = true, publish = 'insert');
