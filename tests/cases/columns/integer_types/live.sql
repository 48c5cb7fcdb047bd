CREATE TABLE public.t (id smallint PRIMARY KEY, n integer DEFAULT 5 NOT NULL, m bigint);
CREATE VIEW public.v AS SELECT id, n + m AS s FROM public.t;
