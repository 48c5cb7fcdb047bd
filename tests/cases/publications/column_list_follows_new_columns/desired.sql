CREATE TABLE public.t (id integer PRIMARY KEY, a integer, c date, b text);
CREATE PUBLICATION p FOR TABLE public.t (id, a, c);
