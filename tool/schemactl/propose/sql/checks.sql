-- Check constraints of relations by oid.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: relation, name.
SELECT
    k.conrelid::bigint AS relation,
    k.conname::text AS name,
    pg_catalog.pg_get_constraintdef(k.oid) AS definition,
    k.convalidated AS validated,
    k.conislocal AS local,
    k.coninhcount > 0 AS inherited
FROM pg_catalog.pg_constraint AS k
WHERE k.contype = 'c' AND k.conrelid = ANY(%(oids)s)
ORDER BY k.conrelid, k.conname COLLATE "C"
