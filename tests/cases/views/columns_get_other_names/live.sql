SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v AS SELECT id, a AS one FROM t;
GRANT SELECT ON v TO app_reader;
GRANT UPDATE (one) ON v TO app_writer;
COMMENT ON COLUMN v.one IS 'shown';
ALTER VIEW v ALTER COLUMN one SET DEFAULT 'k';
CREATE VIEW w AS SELECT one FROM v;
CREATE VIEW x AS SELECT v.* FROM v;
