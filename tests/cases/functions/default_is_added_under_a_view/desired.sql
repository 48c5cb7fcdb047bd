CREATE FUNCTION public.f(a int, b int DEFAULT 3) RETURNS int LANGUAGE sql AS 'SELECT a';
CREATE VIEW public.v AS SELECT public.f(1, 2) AS x;
GRANT EXECUTE ON FUNCTION public.f(int, int) TO app_reader;
