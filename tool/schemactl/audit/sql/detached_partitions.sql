-- Partitions whose DETACH CONCURRENTLY was begun and not finished.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, partition.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    pn.nspname::text AS parent_schema,
    p.relname::text AS parent
FROM pg_catalog.pg_inherits AS h
JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS p ON p.oid = h.inhparent
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
WHERE h.inhdetachpending AND n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, c.relname
