CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE EXTENSION tablefunc SCHEMA ext;
CREATE TABLE public.t (a ext.hstore);
