CREATE EXTENSION hstore SCHEMA public VERSION '1.4';
CREATE TABLE public.t (id integer PRIMARY KEY, h public.hstore);
