CREATE FUNCTION public.period(a int, b int) RETURNS int4range LANGUAGE sql IMMUTABLE AS 'SELECT int4range($1, $2)';
CREATE TABLE public.t (a int, b int, CONSTRAINT x EXCLUDE USING gist (public.period(a, b) WITH &&));
COMMENT ON CONSTRAINT x ON public.t IS 'x';
