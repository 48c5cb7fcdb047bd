SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE MATERIALIZED VIEW m WITH (fillfactor = 50, autovacuum_enabled = off) AS SELECT id, a FROM t;
ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STATISTICS 5;
