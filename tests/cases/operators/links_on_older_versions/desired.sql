CREATE FUNCTION public.eq(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE FUNCTION public.ne(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> $2';
CREATE OPERATOR public.=== (FUNCTION = public.eq, LEFTARG = int, RIGHTARG = int);
CREATE OPERATOR public.!== (FUNCTION = public.ne, LEFTARG = int, RIGHTARG = int);
ALTER OPERATOR public.=== (int, int) OWNER TO app_owner;
COMMENT ON OPERATOR public.=== (int, int) IS 'eq';
CREATE TABLE public.t (a int);
CREATE VIEW public.v AS SELECT a OPERATOR(public.===) 1 AS x FROM public.t;
