SET search_path = public;
CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (a, id);
ALTER TABLE t CLUSTER ON i;
