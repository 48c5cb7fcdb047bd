-- Sequences that belong to no column: dropping what they number leaves them behind.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, sequence.
SELECT
    'SEQUENCE' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    '' AS part
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e')
  )
ORDER BY n.nspname, c.relname
