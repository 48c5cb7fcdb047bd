SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE TABLE v (id integer PRIMARY KEY);
GRANT SELECT ON v TO app_reader;
CREATE VIEW w AS SELECT * FROM v;
