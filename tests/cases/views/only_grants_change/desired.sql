SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v AS SELECT id, a FROM t;
GRANT SELECT ON v TO app_reader;
GRANT UPDATE (id), INSERT ON v TO app_writer;
