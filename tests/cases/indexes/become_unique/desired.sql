SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;
