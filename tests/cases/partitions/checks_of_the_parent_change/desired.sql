CREATE TABLE public.p (id integer, d integer, CONSTRAINT b CHECK (id > 0), CONSTRAINT fresh CHECK (d < 9)) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
