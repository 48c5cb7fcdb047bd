CREATE TABLE public.p (a integer, CONSTRAINT one CHECK (a > 0) NO INHERIT, CONSTRAINT two CHECK (a < 9));
CREATE TABLE public.c () INHERITS (public.p);
