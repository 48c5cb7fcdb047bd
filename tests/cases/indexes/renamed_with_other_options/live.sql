SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX i ON t (lower(a)) WITH (fillfactor = 70);
