SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX i ON t (id);
CREATE INDEX k ON t (a);
COMMENT ON INDEX i IS 'x';
CREATE TABLE u (a integer);
CREATE UNIQUE INDEX j ON u (a);
