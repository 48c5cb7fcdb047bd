CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE TABLE public.t (a text, b text);
CREATE INDEX t_trgm ON public.t USING gin (a ext.gin_trgm_ops, b ext.gin_trgm_ops);
CREATE VIEW public.v AS SELECT ext.similarity(a, b) AS s FROM public.t;
