-- A namespace by the tag pg_dump gives what hangs on it.
-- Parameters: tag text, for example SCHEMA public. PostgreSQL 15 and later.
SELECT 'pg_catalog.pg_namespace'::regclass::oid::bigint AS catalog, n.oid::bigint AS oid
FROM pg_catalog.pg_namespace AS n
WHERE 'SCHEMA ' || pg_catalog.quote_ident(n.nspname) = %(tag)s
