CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.c (a integer REFERENCES public.p NOT ENFORCED, b integer REFERENCES public.p);
