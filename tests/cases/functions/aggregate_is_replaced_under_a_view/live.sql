CREATE FUNCTION public.add(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1+$2';
CREATE FUNCTION public.add2(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1+$2+1';
CREATE AGGREGATE public.s(int) (SFUNC = public.add, STYPE = int);
COMMENT ON AGGREGATE public.s(int) IS 'x';
GRANT EXECUTE ON FUNCTION public.s(int) TO app_reader;
CREATE TABLE public.t (a int);
CREATE VIEW public.v AS SELECT public.s(a) FROM public.t;
