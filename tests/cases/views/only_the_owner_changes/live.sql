SET search_path = public;
CREATE TABLE t (id integer);
CREATE VIEW v AS SELECT id FROM t;
ALTER VIEW v OWNER TO app_owner;
CREATE VIEW w AS SELECT id FROM v;
