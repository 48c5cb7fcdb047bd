CREATE EXTENSION citext SCHEMA public;
CREATE TABLE public.t (id integer PRIMARY KEY, a public.citext);
