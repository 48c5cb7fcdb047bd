CREATE TABLE public.nodes (id integer PRIMARY KEY);
