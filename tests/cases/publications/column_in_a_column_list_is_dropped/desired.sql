CREATE TABLE public.t (id integer PRIMARY KEY, x bigint);
CREATE PUBLICATION p FOR TABLE public.t (id, x) WHERE (id > 2);
