CREATE TEXT SEARCH DICTIONARY public.dict (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION public.conf (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION public.conf ADD MAPPING FOR asciiword WITH public.dict;
CREATE TABLE public.t (a text);
CREATE INDEX i ON public.t USING gin (to_tsvector('public.conf'::regconfig, a));
COMMENT ON TEXT SEARCH CONFIGURATION public.conf IS 'c';
