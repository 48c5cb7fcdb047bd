CREATE SCHEMA app;
CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.t (a public.e DEFAULT 'a' UNIQUE, id integer);
CREATE INDEX i ON public.t (id) WHERE a = 'b';
