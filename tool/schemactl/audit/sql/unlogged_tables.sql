-- Tables whose rows a crash removes and a standby never has.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table.
SELECT n.nspname::text AS schema, c.relname::text AS name
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence = 'u' AND n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, c.relname
