CREATE TABLE public.p (a bigint, b integer NOT NULL DEFAULT 7, fresh text, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE public.c (own text) INHERITS (public.p);
