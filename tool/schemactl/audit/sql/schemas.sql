-- Schemas that are audited when none are named: all but PostgreSQL's own and those an extension made.
-- Parameters: none. PostgreSQL 15 and later. Order: name.
SELECT n.nspname::text AS schema
FROM pg_catalog.pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname
