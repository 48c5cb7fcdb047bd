SET search_path = public;
CREATE TABLE t (id integer PRIMARY KEY WITH (fillfactor = 70), a integer UNIQUE DEFERRABLE);
CREATE TABLE f (id integer REFERENCES t);
