CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
CREATE TYPE public.c AS (x public.e, y integer, z public.e[]);
CREATE TYPE public.o AS (p public.c, q text);
CREATE TABLE public.t (id integer, x public.c, y public.c[], z public.o, w public.e);
