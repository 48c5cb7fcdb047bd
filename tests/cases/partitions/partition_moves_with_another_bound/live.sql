CREATE TABLE public.a (d integer, n text) PARTITION BY LIST (d);
CREATE TABLE public.b (d integer, n text) PARTITION BY LIST (d);
CREATE TABLE public.x PARTITION OF public.a FOR VALUES IN (1);
