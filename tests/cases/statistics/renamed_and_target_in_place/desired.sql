SET search_path = public;
CREATE TABLE t (id integer, a text, b integer);
CREATE STATISTICS s1 (ndistinct, mcv) ON id, a FROM t;
CREATE STATISTICS s4 ON id, b FROM t;
CREATE STATISTICS s3 ON lower(a) FROM t;
COMMENT ON STATISTICS s1 IS 'y';
ALTER STATISTICS s4 OWNER TO app_owner;
ALTER STATISTICS s4 SET STATISTICS 1000;
