CREATE TABLE public.a (x integer);
CREATE TABLE public.b (x integer);
CREATE TABLE public.c (z integer) INHERITS (public.b, public.a);
