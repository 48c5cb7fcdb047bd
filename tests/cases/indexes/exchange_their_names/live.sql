SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (id);
COMMENT ON INDEX i IS 'x';
CREATE TABLE u (a integer);
CREATE UNIQUE INDEX k ON u (a);
