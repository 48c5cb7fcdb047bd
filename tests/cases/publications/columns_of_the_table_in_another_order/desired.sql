CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b integer, c integer);
CREATE PUBLICATION p FOR TABLE public.t (id, a, b);
