SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v AS SELECT id FROM t;
GRANT SELECT ON v TO app_reader;
CREATE VIEW w AS SELECT * FROM v;
