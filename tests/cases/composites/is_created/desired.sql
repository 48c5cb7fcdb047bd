CREATE TYPE public.c AS (a integer, b text COLLATE "C");
CREATE TYPE public.cc AS (c public.c, cs public.c[]);
CREATE TABLE public.t (a public.cc);
