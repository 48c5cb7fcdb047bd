CREATE EXTENSION citext SCHEMA public;
CREATE TABLE public.t (id integer PRIMARY KEY, a public.citext UNIQUE);
CREATE VIEW public.v AS SELECT a FROM public.t;
