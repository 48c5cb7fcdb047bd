CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TYPE public.c AS (y integer, z public.e[], x public.e);
CREATE TYPE public.o AS (q text, p public.c);
CREATE TABLE public.t (id integer, x public.c, y public.c[], z public.o, w public.e);
