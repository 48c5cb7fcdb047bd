CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE TABLE public.new (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE public.t, public.new;
