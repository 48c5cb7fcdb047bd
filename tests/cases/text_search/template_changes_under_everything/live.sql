CREATE TEXT SEARCH DICTIONARY public.d (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH public.d;
COMMENT ON TEXT SEARCH DICTIONARY public.d IS 'd';
ALTER TEXT SEARCH CONFIGURATION public.c OWNER TO app_owner;
CREATE TABLE public.t (a text, v tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, a)) STORED);
CREATE INDEX i ON public.t USING gin (v);
CREATE INDEX j ON public.t USING gin (to_tsvector('public.c'::regconfig, a));
CREATE MATERIALIZED VIEW public.m AS SELECT to_tsvector('public.c'::regconfig, a) AS v FROM public.t;
