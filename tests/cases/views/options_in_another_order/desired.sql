SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v WITH (security_invoker = true, security_barrier = true) AS SELECT id FROM t;
CREATE INDEX i ON t (a) WITH (deduplicate_items = off, fillfactor = 80);
CREATE MATERIALIZED VIEW m WITH (autovacuum_enabled = off, fillfactor = 50) AS SELECT 1 AS a;
