-- Tables with row security and no policy: nobody but the owner and roles that bypass row security sees a row. Partitions are left out:
-- their rows are meant to be reached through the parent.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table.
SELECT
    'TABLE' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    '' AS part
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND NOT c.relispartition AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy AS p WHERE p.polrelid = c.oid)
ORDER BY n.nspname, c.relname
