SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX i ON t (a) WITH (fillfactor = 70);
CREATE INDEX g ON t USING gin (to_tsvector('simple', a)) WITH (fastupdate = off);
CREATE INDEX e ON t (lower(a), id);
ALTER INDEX e ALTER COLUMN 1 SET STATISTICS 100;
