CREATE TABLE public.p (a integer, CHECK (a > 0));
CREATE TABLE public.c (b integer) INHERITS (public.p);
