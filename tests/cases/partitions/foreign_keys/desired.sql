CREATE TABLE public.p (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20);
CREATE TABLE public.c (id integer, p integer REFERENCES public.p ON DELETE CASCADE, gone integer) PARTITION BY LIST (id);
CREATE TABLE public.c1 PARTITION OF public.c FOR VALUES IN (1);
CREATE TABLE public.plain (p integer REFERENCES public.p);
