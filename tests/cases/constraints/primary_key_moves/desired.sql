CREATE TABLE public.p (id integer NOT NULL UNIQUE, code text PRIMARY KEY);
CREATE TABLE public.c (id integer PRIMARY KEY, p integer REFERENCES public.p (id), code text REFERENCES public.p (code));
