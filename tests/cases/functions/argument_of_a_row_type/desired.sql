CREATE TABLE public.t (a integer, b integer);
CREATE FUNCTION public.f(r public.t) RETURNS integer LANGUAGE sql AS 'SELECT r.b';
CREATE FUNCTION public.g(r public.t[]) RETURNS SETOF public.t LANGUAGE sql AS 'SELECT 1, 2';
