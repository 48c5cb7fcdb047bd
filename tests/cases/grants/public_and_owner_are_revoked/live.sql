CREATE TABLE public.t (a integer);
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE SCHEMA app;
