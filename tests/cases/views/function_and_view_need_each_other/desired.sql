CREATE TABLE public.t (a integer);
CREATE VIEW public.v AS SELECT a FROM public.t;
CREATE FUNCTION public.f() RETURNS SETOF public.v LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE VIEW public.v AS SELECT a FROM public.t UNION ALL SELECT f.a FROM public.f();
