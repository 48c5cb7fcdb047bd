CREATE TYPE public.c AS (a int, b text, d text COLLATE "C");
CREATE TABLE public.t OF public.c;
CREATE VIEW public.v AS SELECT a, b FROM public.t;
