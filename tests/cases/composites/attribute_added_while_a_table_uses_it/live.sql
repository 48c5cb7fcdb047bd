CREATE TYPE public.c AS (a integer);
CREATE TABLE public.t (id integer PRIMARY KEY, c public.c);
