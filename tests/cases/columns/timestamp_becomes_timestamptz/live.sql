CREATE TABLE public.t (id integer PRIMARY KEY, a timestamp DEFAULT now());
