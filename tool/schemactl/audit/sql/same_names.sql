-- Names that tables in several schemas share.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: name.
SELECT c.relname::text AS name, array_agg(n.nspname::text ORDER BY n.nspname) AS schemas
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
GROUP BY c.relname
HAVING count(*) > 1
ORDER BY c.relname
