CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.q (id integer PRIMARY KEY);
CREATE TABLE public.c (x integer CONSTRAINT cx REFERENCES public.p);
