-- How many functions and procedures there are, those of extensions left out, and how many of them act with their owner's rights.
-- Parameters: schemas text[]. PostgreSQL 15 and later. One row.
SELECT count(*) AS routines, count(*) FILTER (WHERE p.prosecdef) AS definers
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  )
