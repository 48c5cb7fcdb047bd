SET search_path = public;
CREATE TABLE t (id integer, a integer);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT id FROM v;
