CREATE FUNCTION public.dbl(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE FUNCTION public.typ(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED, CONSTRAINT ok CHECK (public.typ(a) > 0));
CREATE INDEX i ON public.t (public.dbl(a));
CREATE INDEX j ON public.t (public.typ(a));
