CREATE TABLE public.a (x integer);
CREATE TABLE public.b (y integer, z text) INHERITS (public.a);
