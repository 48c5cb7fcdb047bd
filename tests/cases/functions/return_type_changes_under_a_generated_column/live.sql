CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE public.t (a integer, g integer GENERATED ALWAYS AS (public.f(a)) STORED);
CREATE INDEX i ON public.t (g);
COMMENT ON COLUMN public.t.g IS 'g';
GRANT SELECT (g) ON public.t TO app_reader;
