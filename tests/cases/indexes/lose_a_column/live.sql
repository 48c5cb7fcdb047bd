SET search_path = public;
CREATE TABLE t (id integer, a text, b integer);
CREATE INDEX i ON t (a, b);
COMMENT ON INDEX i IS 'x';
