SET search_path = public;
CREATE TABLE t (id integer PRIMARY KEY, b integer NOT NULL);
CREATE UNIQUE INDEX j ON t (b);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;
