CREATE SCHEMA app;
CREATE TYPE app.e AS ENUM ('a', 'b');
CREATE TABLE public.t (a app.e DEFAULT 'a' UNIQUE, id integer);
CREATE INDEX i ON public.t (id) WHERE a = 'b';
