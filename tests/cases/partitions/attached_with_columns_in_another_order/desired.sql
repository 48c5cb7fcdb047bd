CREATE TABLE public.p (id integer, d date NOT NULL, a text DEFAULT 'x', fresh integer) PARTITION BY RANGE (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX p_a ON public.p (a);
