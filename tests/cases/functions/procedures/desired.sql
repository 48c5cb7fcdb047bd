CREATE PROCEDURE public.changed(a integer, INOUT b integer) LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN b := 2; END';
CREATE PROCEDURE public.fresh(OUT b integer) LANGUAGE plpgsql AS 'BEGIN COMMIT; b := 1; END';
GRANT EXECUTE ON PROCEDURE public.fresh(OUT integer) TO app_reader;
COMMENT ON PROCEDURE public.fresh(OUT integer) IS 'p';
