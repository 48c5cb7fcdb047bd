SET search_path = public;
CREATE TABLE a (x int, y text);
CREATE VIEW v AS SELECT x, y FROM a;
CREATE INDEX i ON a(x, y);
