SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v AS SELECT id, a FROM t;
ALTER VIEW v ALTER COLUMN id SET DEFAULT 5;
