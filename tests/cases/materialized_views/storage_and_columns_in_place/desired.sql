SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE MATERIALIZED VIEW m WITH (autovacuum_enabled = on, toast.autovacuum_enabled = off) AS SELECT id, a FROM t;
ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STORAGE EXTERNAL, ALTER COLUMN a SET COMPRESSION pglz, ALTER COLUMN id SET (n_distinct = 5);
