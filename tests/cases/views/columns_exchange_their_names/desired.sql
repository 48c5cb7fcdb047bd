SET search_path = public;
CREATE TABLE t (id integer, a integer);
CREATE VIEW v AS SELECT id AS a, a AS id FROM t;
CREATE VIEW w AS SELECT id FROM v;
