-- Tables with policies that do nothing, because row security is not enabled.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table.
SELECT
    'TABLE' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    '' AS part,
    count(*)::integer AS policies
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT c.relrowsecurity AND n.nspname = ANY(%(schemas)s)
GROUP BY n.nspname, c.relname
ORDER BY n.nspname, c.relname
