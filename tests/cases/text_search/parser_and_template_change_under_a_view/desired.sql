CREATE TEXT SEARCH PARSER public.p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
COMMENT ON TEXT SEARCH PARSER public.p IS 'p';
CREATE TEXT SEARCH TEMPLATE public.te (LEXIZE = dsimple_lexize, INIT = dsimple_init);
COMMENT ON TEXT SEARCH TEMPLATE public.te IS 'te';
CREATE TEXT SEARCH DICTIONARY public.d (TEMPLATE = public.te);
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = public.p);
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH public.d;
CREATE VIEW public.v AS SELECT to_tsvector('public.c'::regconfig, 'x') AS v;
