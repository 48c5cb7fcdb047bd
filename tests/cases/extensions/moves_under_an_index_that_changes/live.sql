CREATE EXTENSION pg_trgm SCHEMA public;
CREATE TABLE public.t (a text);
CREATE INDEX t_trgm ON public.t USING gin (a public.gin_trgm_ops);
CREATE VIEW public.v AS SELECT public.similarity(a, 'x') AS s FROM public.t;
