SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v WITH (security_invoker) AS SELECT id, a FROM t WHERE id > 1 WITH CASCADED CHECK OPTION;
