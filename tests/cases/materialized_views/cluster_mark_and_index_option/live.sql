SET search_path = public;
CREATE TABLE t (id integer, b integer);
CREATE MATERIALIZED VIEW m AS SELECT id, b FROM t;
CREATE INDEX i ON m (id);
CREATE INDEX j ON m (b);
ALTER MATERIALIZED VIEW m CLUSTER ON i;
