CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
CREATE TABLE public.t (id integer, a public.e);
CREATE INDEX i ON public.t ((a IS NULL), (a = 'a'));
CREATE STATISTICS public.s ON a, id FROM public.t;
CREATE FUNCTION public.f(a public.e DEFAULT 'b', VARIADIC r public.e[] DEFAULT '{a}') RETURNS TABLE (x public.e) LANGUAGE sql AS 'SELECT $1';
