CREATE TABLE public.t (id serial PRIMARY KEY, code text);
CREATE TABLE public.c (t integer REFERENCES public.t);
