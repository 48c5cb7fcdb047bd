CREATE TABLE public.t (id integer PRIMARY KEY, gone text, kept text);
