CREATE TABLE public.p (a integer NOT NULL);
CREATE TABLE public.c (b integer) INHERITS (public.p);
CREATE TABLE public.gc (c integer DEFAULT 3) INHERITS (public.c);
