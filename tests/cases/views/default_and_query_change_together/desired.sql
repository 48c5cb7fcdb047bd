SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v AS SELECT id, a FROM t WHERE id > 0;
ALTER VIEW v ALTER COLUMN a SET DEFAULT 'x';
