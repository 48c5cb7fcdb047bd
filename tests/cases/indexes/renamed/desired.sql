SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX j ON t (a);
COMMENT ON INDEX j IS 'x';
