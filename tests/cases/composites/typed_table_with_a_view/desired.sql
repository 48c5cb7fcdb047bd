CREATE TYPE public.c AS (a bigint, b text COLLATE "C", e date);
CREATE TABLE public.t OF public.c;
CREATE VIEW public.v AS SELECT a, b FROM public.t;
