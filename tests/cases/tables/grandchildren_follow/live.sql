CREATE TABLE public.a (id integer, n integer, gone text);
CREATE TABLE public.b (m integer) INHERITS (public.a);
CREATE TABLE public.c () INHERITS (public.b);
