CREATE TYPE public.c AS (a numeric, b varchar(5));
CREATE TABLE public.t (id integer, b public.c[]);
