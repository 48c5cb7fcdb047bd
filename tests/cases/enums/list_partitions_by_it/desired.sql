CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE TABLE public.p (id integer, m public.mood NOT NULL) PARTITION BY LIST (m);
CREATE TABLE public.pa PARTITION OF public.p FOR VALUES IN ('a');
CREATE TABLE public.pb PARTITION OF public.p FOR VALUES IN ('b');
