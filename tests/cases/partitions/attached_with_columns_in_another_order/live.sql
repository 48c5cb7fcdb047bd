CREATE TABLE public.p (id integer, d date NOT NULL, a text) PARTITION BY RANGE (d);
CREATE TABLE public.p1 (x integer, a text, d date NOT NULL, id integer);
ALTER TABLE public.p1 DROP COLUMN x;
ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
