CREATE TABLE public.p (a integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE public.c (a integer, b integer, CONSTRAINT positive CHECK (a > 0)) INHERITS (public.p);
CREATE TABLE public.d (a integer, CONSTRAINT positive CHECK (a > 0));
