CREATE TABLE public.t (id integer PRIMARY KEY, size_bytes integer);
