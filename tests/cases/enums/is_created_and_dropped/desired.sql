CREATE TYPE public.fresh AS ENUM ('y');
CREATE TYPE public.empty AS ENUM ();
CREATE TABLE public.t (id integer PRIMARY KEY, b public.fresh);
CREATE FUNCTION public.f(public.fresh) RETURNS integer LANGUAGE sql AS 'SELECT 1';
