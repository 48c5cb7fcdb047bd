CREATE FUNCTION public.a(x int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.b(x int) RETURNS SETOF int LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 5 ROWS 10 SECURITY DEFINER LEAKPROOF SET work_mem = '4MB' SET search_path = pg_catalog, "odd; name" AS 'SELECT 1';
CREATE TABLE public.t (a int DEFAULT public.a(1));
COMMENT ON FUNCTION public.a(int) IS 'a';
GRANT EXECUTE ON FUNCTION public.b(int) TO app_reader;
CREATE VIEW public.v AS SELECT b FROM public.b(1) b;
