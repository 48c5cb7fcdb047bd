CREATE FUNCTION public.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE public.t (id int DEFAULT public.f(1), CONSTRAINT c CHECK (public.f(id) > 0));
CREATE FUNCTION public.g() RETURNS SETOF public.t LANGUAGE sql AS 'SELECT * FROM public.t';
CREATE VIEW public.v AS SELECT * FROM public.g();
CREATE OR REPLACE FUNCTION public.f(int) RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM public.v';
