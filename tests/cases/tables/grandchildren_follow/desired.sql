CREATE TABLE public.a (id integer, n bigint, fresh text DEFAULT 'f');
CREATE TABLE public.b (m integer) INHERITS (public.a);
CREATE TABLE public.c () INHERITS (public.b);
