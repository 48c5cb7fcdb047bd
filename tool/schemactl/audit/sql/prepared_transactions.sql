-- Transactions that were prepared for a two-phase commit and neither committed nor rolled back. They survive restarts.
-- Parameters: none. PostgreSQL 15 and later. Order: age, oldest first.
SELECT
    p.gid::text AS name,
    p.owner::text AS login,
    p.database::text AS database,
    p.prepared AS prepared_at,
    extract(epoch FROM pg_catalog.now() - p.prepared)::bigint AS seconds,
    pg_catalog.age(p.transaction)::bigint AS held_back
FROM pg_catalog.pg_prepared_xacts AS p
ORDER BY p.prepared, p.gid
