CREATE SCHEMA "odd "".;";
CREATE TEXT SEARCH DICTIONARY "odd "".;"."d ' --" (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION "odd "".;"."c $$ ;" (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION "odd "".;"."c $$ ;" ADD MAPPING FOR asciiword, "float" WITH "odd "".;"."d ' --";
CREATE TABLE public.t (a text);
CREATE INDEX i ON public.t USING gin (to_tsvector('"odd "".;"."c $$ ;"'::regconfig, a));
ALTER TEXT SEARCH DICTIONARY "odd "".;"."d ' --" OWNER TO app_owner;
ALTER TEXT SEARCH CONFIGURATION "odd "".;"."c $$ ;" ALTER MAPPING FOR "float" WITH simple, "odd "".;"."d ' --";
COMMENT ON TEXT SEARCH CONFIGURATION "odd "".;"."c $$ ;" IS 'it''s';
