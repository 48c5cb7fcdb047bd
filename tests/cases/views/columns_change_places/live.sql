SET search_path = public;
CREATE TABLE t (id integer, p integer);
CREATE VIEW v AS SELECT id, p FROM t;
CREATE MATERIALIZED VIEW m AS SELECT p FROM v;
CREATE INDEX ON m (p);
