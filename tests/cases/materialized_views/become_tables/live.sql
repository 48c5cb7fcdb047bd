SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE MATERIALIZED VIEW v AS SELECT id FROM t;
CREATE INDEX i ON v (id);
CREATE VIEW w AS SELECT * FROM v;
COMMENT ON VIEW w IS 'x';
