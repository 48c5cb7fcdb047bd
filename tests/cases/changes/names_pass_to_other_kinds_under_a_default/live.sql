CREATE SEQUENCE public.s;
CREATE TABLE public.t (id integer DEFAULT nextval('public.s'));
CREATE INDEX v ON public.t (id);
CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS x;
