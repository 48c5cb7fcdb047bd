CREATE TABLE public.t (id integer PRIMARY KEY, boss integer, a text);
