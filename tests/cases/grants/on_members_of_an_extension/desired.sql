CREATE EXTENSION pg_trgm SCHEMA public;
REVOKE ALL ON FUNCTION public.similarity(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.similarity(text, text) TO app_reader;
CREATE EXTENSION pg_stat_statements SCHEMA public;
REVOKE SELECT ON public.pg_stat_statements FROM PUBLIC;
