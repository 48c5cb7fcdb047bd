CREATE SCHEMA extensions;
CREATE EXTENSION citext SCHEMA public;
CREATE EXTENSION pg_trgm SCHEMA public;
CREATE TABLE public.t (id integer PRIMARY KEY, a public.citext DEFAULT 'x', b text);
CREATE INDEX i ON public.t USING gin (b public.gin_trgm_ops);
CREATE VIEW public.v AS SELECT a FROM public.t WHERE a = 'y';
