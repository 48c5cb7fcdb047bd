CREATE TABLE public.p (id integer, d integer, CONSTRAINT a CHECK (id > 0), CONSTRAINT gone CHECK (id < 999)) PARTITION BY LIST (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
