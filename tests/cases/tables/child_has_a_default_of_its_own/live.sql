CREATE TABLE public.p (a integer DEFAULT 1, b integer);
CREATE TABLE public.c () INHERITS (public.p);
