SET search_path = public;
CREATE TABLE t (id integer);
CREATE INDEX i ON t (id);
