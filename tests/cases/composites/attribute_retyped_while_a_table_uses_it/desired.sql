CREATE TYPE public.c AS (a bigint, b text);
CREATE TABLE public.t (id integer PRIMARY KEY, c public.c);
