SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX i ON t (a DESC NULLS LAST, id) INCLUDE (id) WHERE id > 0;
COMMENT ON INDEX i IS 'x';
