CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA public;
CREATE DOMAIN public.email AS public.citext CHECK (VALUE <> '');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.email, b public.citext[]);
CREATE FUNCTION public.f(public.citext) RETURNS integer LANGUAGE sql AS 'SELECT 1';
