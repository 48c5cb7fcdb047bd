CREATE TYPE public.c AS (b text, a text);
CREATE TYPE public.r AS RANGE (subtype = public.c);
CREATE TABLE public.t (x public.r);
