CREATE FUNCTION public.h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE LANGUAGE other HANDLER public.h;
CREATE FUNCTION public.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT AS 'prsd_lextype';
CREATE FUNCTION public.from2(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT AS 'prsd_lextype';
CREATE FUNCTION public.to_sql(internal) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE TRANSFORM FOR int LANGUAGE other (FROM SQL WITH FUNCTION public.from_sql(internal));
CREATE FUNCTION public.f(int) RETURNS int LANGUAGE other TRANSFORM FOR TYPE int AS 'BEGIN RETURN 1; END';
COMMENT ON TRANSFORM FOR int LANGUAGE other IS 'x';
CREATE VIEW public.v AS SELECT public.f(1) AS x;
