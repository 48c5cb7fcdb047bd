CREATE TABLE public.t (b integer, id integer PRIMARY KEY, a integer);
CREATE PUBLICATION p FOR TABLE public.t (id, a, b);
