SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v WITH (security_barrier = true, security_invoker = true) AS SELECT id FROM t;
CREATE INDEX i ON t (a) WITH (fillfactor = 80, deduplicate_items = off);
CREATE MATERIALIZED VIEW m WITH (fillfactor = 50, autovacuum_enabled = off) AS SELECT 1 AS a;
