-- A view's query and options.
-- Parameters: oid bigint. PostgreSQL 15 and later.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    pg_catalog.pg_get_viewdef(c.oid) AS query,
    COALESCE(c.reloptions, '{}') AS options
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = %(oid)s::oid
