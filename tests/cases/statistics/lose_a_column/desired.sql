SET search_path = public;
CREATE TABLE t (id integer, a integer);
CREATE STATISTICS s (dependencies) ON id, a FROM t;
COMMENT ON STATISTICS s IS 'x';
ALTER STATISTICS s SET STATISTICS 7;
