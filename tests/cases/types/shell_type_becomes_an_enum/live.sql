CREATE TYPE public.b;
CREATE TYPE public.c AS (a integer);
