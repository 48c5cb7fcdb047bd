CREATE TABLE public.p (id integer, d date) PARTITION BY RANGE (d);
CREATE INDEX p_i ON public.p (id, d);
CREATE UNIQUE INDEX p_u ON public.p (d, id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.p2 PARTITION OF public.p DEFAULT;
COMMENT ON INDEX public.p_i IS 'x';
