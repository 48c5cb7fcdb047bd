CREATE TABLE public.a (id integer) PARTITION BY RANGE (id);
CREATE TABLE public.b (id integer) PARTITION BY RANGE (id);
CREATE TABLE public.leaf PARTITION OF public.a FOR VALUES FROM (0) TO (10);
