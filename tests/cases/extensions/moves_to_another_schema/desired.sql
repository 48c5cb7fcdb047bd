CREATE SCHEMA extensions;
CREATE EXTENSION citext SCHEMA extensions;
CREATE EXTENSION pg_trgm SCHEMA extensions;
CREATE TABLE public.t (id integer PRIMARY KEY, a extensions.citext DEFAULT 'x', b text);
CREATE INDEX i ON public.t USING gin (b extensions.gin_trgm_ops);
CREATE VIEW public.v AS SELECT a FROM public.t WHERE a = 'y';
