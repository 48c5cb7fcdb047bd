CREATE TABLE public.m (id integer PRIMARY KEY, d date NOT NULL);
CREATE TABLE public.m1 (CHECK (d >= '2020-01-01' AND d < '2021-01-01')) INHERITS (public.m);
CREATE TABLE public.m2 (CHECK (d >= '2021-01-01' AND d < '2022-01-01')) INHERITS (public.m);
CREATE INDEX m1_d ON public.m1 (d);
CREATE VIEW public.v AS SELECT * FROM public.m;
GRANT SELECT ON public.m TO app_reader;
