CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION ltree SCHEMA ext;
CREATE DOMAIN public.attrs AS ext.hstore DEFAULT ''::ext.hstore;
CREATE TABLE public.t (id integer PRIMARY KEY, a text, b public.attrs, c ext.ltree);
CREATE INDEX i ON public.t USING gist (c);
CREATE VIEW public.v AS SELECT (b OPERATOR(ext.->) 'x') AS x FROM public.t;
