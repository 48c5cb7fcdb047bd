CREATE TABLE public.t (a integer);
CREATE FUNCTION public.f(r public.t) RETURNS integer LANGUAGE sql AS 'SELECT r.a';
