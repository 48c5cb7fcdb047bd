CREATE TYPE public.c AS (a integer, b text);
CREATE TABLE public.t (id integer, b public.c[]);
