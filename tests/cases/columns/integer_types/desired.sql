CREATE TABLE public.t (id bigint PRIMARY KEY, n bigint DEFAULT 5 NOT NULL, m integer);
CREATE VIEW public.v AS SELECT id, n + m AS s FROM public.t;
