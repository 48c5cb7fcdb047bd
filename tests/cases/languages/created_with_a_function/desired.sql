CREATE FUNCTION public.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE other HANDLER public.handler;
CREATE FUNCTION public.f() RETURNS integer LANGUAGE other AS 'BEGIN RETURN 1; END';
CREATE FUNCTION public.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT AS 'prsd_lextype';
CREATE TRANSFORM FOR integer LANGUAGE other (FROM SQL WITH FUNCTION public.from_sql(internal));
