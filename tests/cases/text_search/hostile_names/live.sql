CREATE SCHEMA "odd "".;";
CREATE TEXT SEARCH DICTIONARY "odd "".;"."d ' --" (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION "odd "".;"."c $$ ;" (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION "odd "".;"."c $$ ;" ADD MAPPING FOR asciiword, "float" WITH "odd "".;"."d ' --";
CREATE TABLE public.t (a text);
CREATE INDEX i ON public.t USING gin (to_tsvector('"odd "".;"."c $$ ;"'::regconfig, a));
ALTER TEXT SEARCH DICTIONARY "odd "".;"."d ' --" OWNER TO app_writer;
