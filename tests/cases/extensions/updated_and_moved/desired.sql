CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext VERSION '1.7';
CREATE TABLE public.t (id integer PRIMARY KEY, h ext.hstore, b text);
