CREATE TABLE public.p (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE public.c (code text REFERENCES public.p (code));
