CREATE EXTENSION pg_trgm SCHEMA public VERSION '1.4';
CREATE TABLE public.t (id integer PRIMARY KEY, a text);
CREATE INDEX i ON public.t USING gin (a public.gin_trgm_ops);
