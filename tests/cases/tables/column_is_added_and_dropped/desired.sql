CREATE TABLE public.t (id integer PRIMARY KEY, kept text, fresh integer);
