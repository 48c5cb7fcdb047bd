CREATE TYPE public.c AS (a text, b text);
CREATE TYPE public.r AS RANGE (subtype = public.c);
CREATE TABLE public.t (x public.r);
