SET search_path = public;
CREATE TABLE a (x text, y int);
CREATE VIEW v AS SELECT x, y FROM a;
CREATE INDEX i ON a(x, y);
