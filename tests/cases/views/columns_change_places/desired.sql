SET search_path = public;
CREATE TABLE t (id integer, p integer);
CREATE VIEW v AS SELECT p, id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT p FROM v;
CREATE INDEX ON m (p);
