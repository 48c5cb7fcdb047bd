CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.c (x integer REFERENCES public.p, y integer REFERENCES public.p DEFERRABLE, z integer REFERENCES public.p DEFERRABLE INITIALLY DEFERRED);
