CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE TABLE public.p (id integer, m public.mood NOT NULL, note public.mood) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20);
CREATE INDEX p_m ON public.p (m);
