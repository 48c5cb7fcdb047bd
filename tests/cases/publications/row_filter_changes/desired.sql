CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE PUBLICATION p FOR TABLE public.t WHERE (a > 2 AND b IS NOT NULL) WITH (publish = 'insert');
