-- Primary keys, unique and exclusion constraints by oid: their index, when they are checked, and the definition without its storage parameters.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    k.oid::bigint AS oid,
    k.conname::text AS name,
    k.conindid::bigint AS index,
    k.contype::text AS kind,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    pg_catalog.pg_get_constraintdef(k.oid) AS definition
FROM pg_catalog.pg_constraint AS k
WHERE k.oid = ANY(%(oids)s) AND k.contype IN ('p', 'u', 'x')
