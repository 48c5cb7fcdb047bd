CREATE TABLE public.a (id integer PRIMARY KEY);
CREATE TABLE public.b () INHERITS (public.a);
CREATE PUBLICATION p FOR TABLE public.a;
