CREATE TABLE public.t (a integer CONSTRAINT x NOT NULL NO INHERIT, b integer CONSTRAINT y NOT NULL);
CREATE TABLE public.c () INHERITS (public.t);
