CREATE FUNCTION public.h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.h2() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.inl(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE TRUSTED LANGUAGE "my Lang" HANDLER public.h2 INLINE public.inl;
GRANT USAGE ON LANGUAGE "my Lang" TO app_reader;
ALTER LANGUAGE "my Lang" OWNER TO app_owner;
COMMENT ON LANGUAGE "my Lang" IS 'l';
CREATE FUNCTION public.f() RETURNS int LANGUAGE "my Lang" AS 'BEGIN RETURN 2; END';
CREATE TABLE public.t (a int DEFAULT public.f());
