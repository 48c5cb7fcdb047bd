SET search_path = public;
CREATE TABLE t (id integer NOT NULL, b integer);
CREATE UNIQUE INDEX i ON t (id);
ALTER TABLE t REPLICA IDENTITY USING INDEX i;
