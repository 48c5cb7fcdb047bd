CREATE FUNCTION public.h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.val(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE LANGUAGE mylang HANDLER public.h;
CREATE FUNCTION public.f() RETURNS int LANGUAGE mylang AS 'BEGIN RETURN 1; END';
