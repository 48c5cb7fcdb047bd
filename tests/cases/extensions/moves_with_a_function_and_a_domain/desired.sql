CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE DOMAIN public.email AS ext.citext CHECK (VALUE <> '');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.email, b ext.citext[]);
CREATE FUNCTION public.f(ext.citext) RETURNS integer LANGUAGE sql AS 'SELECT 1';
