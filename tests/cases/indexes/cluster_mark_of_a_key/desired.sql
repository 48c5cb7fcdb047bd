SET search_path = public;
CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE TABLE f (id integer REFERENCES t);
CREATE INDEX i ON t (a);
ALTER TABLE t CLUSTER ON i;
