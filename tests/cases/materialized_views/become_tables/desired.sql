SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE TABLE v (id integer);
CREATE INDEX i ON v (id);
CREATE VIEW w AS SELECT * FROM v;
COMMENT ON VIEW w IS 'x';
