-- Extensions that are installed, and the version the server would install today.
-- Parameters: none. PostgreSQL 15 and later. Order: name.
SELECT
    e.extname::text AS name,
    n.nspname::text AS schema,
    e.extversion::text AS version,
    a.default_version::text AS available
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
LEFT JOIN pg_catalog.pg_available_extensions AS a ON a.name = e.extname
ORDER BY e.extname
