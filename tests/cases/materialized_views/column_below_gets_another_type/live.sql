SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE INDEX i ON m (id);
COMMENT ON INDEX i IS 'x';
GRANT SELECT (id) ON m TO app_reader;
