-- Triggers that do not fire, those of foreign keys included.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table, trigger.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    COALESCE(k.conname, g.tgname)::text AS name,
    k.oid IS NOT NULL AS is_reference
FROM pg_catalog.pg_trigger AS g
JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_constraint AS k ON k.oid = g.tgconstraint AND g.tgisinternal
WHERE g.tgenabled = 'D' AND (NOT g.tgisinternal OR k.oid IS NOT NULL) AND n.nspname = ANY(%(schemas)s)
GROUP BY n.nspname, c.relname, COALESCE(k.conname, g.tgname), k.oid IS NOT NULL
ORDER BY n.nspname, c.relname, name
