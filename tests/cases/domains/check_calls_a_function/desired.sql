CREATE FUNCTION public.ok(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE DOMAIN public.d AS integer CONSTRAINT ok CHECK (public.ok(VALUE));
