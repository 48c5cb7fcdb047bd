CREATE TABLE public.a (x integer, y integer);
CREATE TABLE public.b (z text) INHERITS (public.a);
