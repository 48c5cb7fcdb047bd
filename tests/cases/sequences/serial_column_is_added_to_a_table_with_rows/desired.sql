CREATE TABLE public.t (a text, id serial PRIMARY KEY);
