CREATE TABLE public.t (id integer PRIMARY KEY, gone integer, x integer);
CREATE PUBLICATION p FOR TABLE public.t (id, gone) WHERE (id > 1);
