CREATE TABLE public.p (a integer);
CREATE TABLE public.q (b integer);
CREATE TABLE public.c (x integer) INHERITS (public.p);
