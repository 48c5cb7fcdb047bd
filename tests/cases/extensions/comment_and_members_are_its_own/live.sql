CREATE EXTENSION hstore SCHEMA public;
CREATE TABLE public.t (id integer PRIMARY KEY, h public.hstore);
CREATE INDEX i ON public.t USING gin (h);
