CREATE FUNCTION public.acc(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1+$2';
CREATE FUNCTION public.fin(int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE AGGREGATE public.s(int) (SFUNC = public.acc, STYPE = int, FINALFUNC = public.fin, INITCOND = '0');
GRANT EXECUTE ON FUNCTION public.s(int) TO app_reader;
COMMENT ON AGGREGATE public.s(int) IS 's';
ALTER AGGREGATE public.s(int) OWNER TO app_owner;
CREATE TABLE public.t (a int);
CREATE VIEW public.v AS SELECT public.s(a) AS s FROM public.t;
