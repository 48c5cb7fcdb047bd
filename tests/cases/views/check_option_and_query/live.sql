SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v WITH (security_barrier) AS SELECT id, a FROM t WHERE id > 0 WITH LOCAL CHECK OPTION;
