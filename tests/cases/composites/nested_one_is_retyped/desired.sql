CREATE TYPE public.i AS (n bigint);
CREATE TYPE public.o AS (x public.i, y text);
CREATE TABLE public.t (id integer, a public.o);
