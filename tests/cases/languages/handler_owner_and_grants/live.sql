CREATE FUNCTION public.h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.h2() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.inl(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE TRUSTED LANGUAGE "my Lang" HANDLER public.h;
CREATE FUNCTION public.f() RETURNS int LANGUAGE "my Lang" AS 'BEGIN RETURN 1; END';
CREATE TABLE public.t (a int DEFAULT public.f());
ALTER LANGUAGE "my Lang" OWNER TO app_writer;
