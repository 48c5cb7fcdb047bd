CREATE TABLE public.t (a integer CONSTRAINT x NOT NULL, b integer CONSTRAINT y NOT NULL NO INHERIT);
CREATE TABLE public.c () INHERITS (public.t);
