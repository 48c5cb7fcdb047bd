CREATE TEXT SEARCH DICTIONARY public.d (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH public.d;
CREATE FUNCTION public.vec(x text) RETURNS tsvector LANGUAGE sql IMMUTABLE RETURN to_tsvector('public.c'::regconfig, x);
CREATE TABLE public.t (a text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, a)) STORED, w tsvector GENERATED ALWAYS AS (public.vec(a)) STORED);
CREATE INDEX j ON public.t USING gin (to_tsvector('public.c'::regconfig, a));
CREATE MATERIALIZED VIEW public.m AS SELECT to_tsvector('public.c'::regconfig, a) AS v FROM public.t;
