-- Managed tables: how they are stored and whether they have a primary key. Partitions are left out.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table.
SELECT
    'TABLE' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    '' AS part,
    c.relpersistence = 'u' AS unlogged,
    EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'p') AS has_key
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname
