CREATE TABLE public.p (a integer, b integer, gone text);
CREATE TABLE public.c (own text) INHERITS (public.p);
