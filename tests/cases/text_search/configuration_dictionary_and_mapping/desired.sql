CREATE TEXT SEARCH DICTIONARY public.dict (TEMPLATE = simple, ACCEPT = false, STOPWORDS = english);
CREATE TEXT SEARCH DICTIONARY public.fresh (TEMPLATE = snowball, LANGUAGE = 'english');
CREATE TEXT SEARCH CONFIGURATION public.conf (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION public.conf ADD MAPPING FOR asciiword, "float" WITH public.fresh, simple;
CREATE TABLE public.t (a text);
CREATE INDEX i ON public.t USING gin (to_tsvector('public.conf'::regconfig, a));
COMMENT ON TEXT SEARCH CONFIGURATION public.conf IS 'c';
