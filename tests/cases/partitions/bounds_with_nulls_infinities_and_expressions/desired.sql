CREATE TABLE public.p (a integer, b timestamptz, c text) PARTITION BY RANGE (a, lower(c) COLLATE "C");
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (MINVALUE, MINVALUE) TO (1, 'k');
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (1, 'k') TO (MAXVALUE, MAXVALUE);
CREATE TABLE public.q (a integer) PARTITION BY LIST (a);
CREATE TABLE public.q1 PARTITION OF public.q FOR VALUES IN (NULL, 1);
