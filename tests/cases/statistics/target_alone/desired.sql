SET search_path = public;
CREATE TABLE t (id integer, b integer);
CREATE STATISTICS s ON id, b FROM t;
ALTER STATISTICS s SET STATISTICS 500;
