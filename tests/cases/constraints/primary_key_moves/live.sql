CREATE TABLE public.p (id integer PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE public.c (id integer PRIMARY KEY, p integer REFERENCES public.p (id), code text REFERENCES public.p (code));
