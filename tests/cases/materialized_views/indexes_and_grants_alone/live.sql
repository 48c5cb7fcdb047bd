SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE INDEX i ON m (id);
CREATE UNIQUE INDEX u ON m (a);
GRANT SELECT ON m TO app_reader;
