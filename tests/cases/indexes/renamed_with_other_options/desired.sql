SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX j ON t (lower(a)) WITH (fillfactor = 80);
ALTER INDEX j ALTER COLUMN 1 SET STATISTICS 100;
