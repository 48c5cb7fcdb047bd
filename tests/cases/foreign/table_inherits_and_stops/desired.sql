CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE TABLE public.parent (a integer NOT NULL, b text);
CREATE FOREIGN TABLE public.ft (a integer NOT NULL, b text) INHERITS (public.parent) SERVER s;
