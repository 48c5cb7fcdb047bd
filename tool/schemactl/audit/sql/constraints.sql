-- Constraints that are not known to hold: NOT VALID, and from PostgreSQL 18 on NOT ENFORCED.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table, constraint.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    k.conname::text AS name,
    k.contype = 'f' AS is_reference,
    COALESCE((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT k.convalidated AND k.conparentid = 0 AND n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, c.relname, k.conname
