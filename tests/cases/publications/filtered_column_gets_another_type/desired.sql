CREATE TABLE public.t (id integer PRIMARY KEY, a bigint, b text);
CREATE PUBLICATION p FOR TABLE public.t (id, a) WHERE (a > 1) WITH (publish = 'insert');
