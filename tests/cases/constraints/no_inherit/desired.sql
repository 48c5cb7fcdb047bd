CREATE TABLE public.p (a integer, CONSTRAINT one CHECK (a > 0), CONSTRAINT two CHECK (a < 9) NO INHERIT);
CREATE TABLE public.c () INHERITS (public.p);
