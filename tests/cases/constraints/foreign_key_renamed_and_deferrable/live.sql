CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.c (p integer CONSTRAINT old REFERENCES public.p ON DELETE CASCADE);
