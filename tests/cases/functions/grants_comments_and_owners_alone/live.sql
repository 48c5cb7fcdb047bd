CREATE FUNCTION public.f(x int, y text DEFAULT 'a''b') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.p(x int) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE public.g(int) (SFUNC = int4pl, STYPE = int);
CREATE TABLE public.t (a int DEFAULT public.f(1));
REVOKE ALL ON FUNCTION public.f(int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.g(int) TO app_reader;
ALTER FUNCTION public.f(int, text) OWNER TO app_writer;
ALTER PROCEDURE public.p(int) OWNER TO app_writer;
ALTER AGGREGATE public.g(int) OWNER TO app_writer;
