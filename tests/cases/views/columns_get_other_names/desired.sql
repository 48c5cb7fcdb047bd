SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE VIEW v AS SELECT id, a AS two, id + 1 AS three FROM t;
GRANT SELECT ON v TO app_reader;
GRANT UPDATE (two) ON v TO app_writer;
COMMENT ON COLUMN v.two IS 'shown';
ALTER VIEW v ALTER COLUMN two SET DEFAULT 'k';
CREATE VIEW w AS SELECT two AS one FROM v;
CREATE VIEW x AS SELECT id, two FROM v;
