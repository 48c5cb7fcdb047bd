CREATE TABLE public.p (a integer NOT NULL, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE public.c (a integer NOT NULL, b integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE public.d () INHERITS (public.p);
