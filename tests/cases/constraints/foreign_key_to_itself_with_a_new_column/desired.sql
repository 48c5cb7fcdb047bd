CREATE TABLE public.nodes (id integer PRIMARY KEY, parent integer REFERENCES public.nodes ON DELETE CASCADE);
