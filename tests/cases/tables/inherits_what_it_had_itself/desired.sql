CREATE TABLE public.p (a integer NOT NULL, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE public.c (b integer) INHERITS (public.p);
CREATE TABLE public.d (a integer NOT NULL, CONSTRAINT positive CHECK (a > 0));
