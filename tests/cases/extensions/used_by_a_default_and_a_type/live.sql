CREATE SCHEMA ext;
CREATE TABLE public.t (id integer PRIMARY KEY, a text);
