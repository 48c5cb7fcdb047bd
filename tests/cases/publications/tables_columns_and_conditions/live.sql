CREATE TABLE public.a (id integer PRIMARY KEY, x integer);
CREATE TABLE public.b (id integer PRIMARY KEY, x integer);
CREATE TABLE public.c (id integer PRIMARY KEY, x integer);
CREATE PUBLICATION p FOR TABLE public.a, public.b (id);
CREATE PUBLICATION gone FOR TABLE public.a;
