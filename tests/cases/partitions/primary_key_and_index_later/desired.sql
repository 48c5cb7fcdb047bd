CREATE TABLE public.p (id integer NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE INDEX p_d ON public.p (d);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.p2 PARTITION OF public.p DEFAULT;
CREATE INDEX p2_own ON public.p2 (id);
