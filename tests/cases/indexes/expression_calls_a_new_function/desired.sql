CREATE FUNCTION public.dbl(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE TABLE public.t (a integer);
CREATE INDEX i ON public.t (public.dbl(a));
