SET search_path = public;
CREATE TABLE t (id integer PRIMARY KEY WITH (fillfactor = 60), a integer UNIQUE WITH (fillfactor = 50) DEFERRABLE);
CREATE TABLE f (id integer REFERENCES t);
