CREATE TABLE public.a (id integer PRIMARY KEY);
CREATE TABLE public.b (id integer NOT NULL);
CREATE UNIQUE INDEX bi ON public.b (id);
CREATE TABLE public.c (id integer);
ALTER TABLE public.a REPLICA IDENTITY FULL;
ALTER TABLE public.c REPLICA IDENTITY NOTHING;
