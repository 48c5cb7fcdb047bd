CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE TABLE public.old (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE public.t, public.old;
