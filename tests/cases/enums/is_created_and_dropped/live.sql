CREATE TYPE public.gone AS ENUM ('x');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.gone);
CREATE FUNCTION public.f(public.gone) RETURNS integer LANGUAGE sql AS 'SELECT 1';
