CREATE EXTENSION hstore SCHEMA public;
CREATE TABLE public.t (id integer PRIMARY KEY, h public.hstore DEFAULT ''::public.hstore);
CREATE VIEW public.v AS SELECT (h OPERATOR(public.->) 'x') AS x FROM public.t;
