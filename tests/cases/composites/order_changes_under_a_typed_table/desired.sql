CREATE TYPE public.c AS (b text, a integer);
CREATE TABLE public.t OF public.c (a NOT NULL, b DEFAULT 'd', PRIMARY KEY (a));
CREATE VIEW public.v AS SELECT b FROM public.t;
