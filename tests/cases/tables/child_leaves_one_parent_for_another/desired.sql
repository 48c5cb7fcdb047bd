CREATE TABLE public.a (x integer, CONSTRAINT xp CHECK (x > 0));
CREATE TABLE public.b (x integer, CONSTRAINT xp CHECK (x > 0));
CREATE TABLE public.c (x integer, y integer, CONSTRAINT xp CHECK (x > 0));
ALTER TABLE public.c INHERIT public.b;
