SET search_path = public;
CREATE SCHEMA s;
CREATE TABLE t (id integer);
CREATE VIEW s.v AS SELECT id FROM t;
CREATE VIEW w AS SELECT id FROM s.v;
