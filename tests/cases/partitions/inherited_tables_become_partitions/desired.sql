CREATE TABLE public.m (id integer, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE public.m1 PARTITION OF public.m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.m2 PARTITION OF public.m FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE public.m_rest PARTITION OF public.m DEFAULT;
CREATE INDEX m1_d ON public.m1 (d);
CREATE VIEW public.v AS SELECT * FROM public.m;
GRANT SELECT ON public.m TO app_reader;
