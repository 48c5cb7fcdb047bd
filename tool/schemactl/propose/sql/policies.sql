-- Policies by oid; `shape` is all but the name. An empty role stands for PUBLIC.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    p.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    p.polname::text AS name,
    p.polcmd::text AS command,
    p.polpermissive AS permissive,
    ARRAY(
        SELECT COALESCE(r.rolname::text, '') FROM pg_catalog.unnest(p.polroles) AS g(oid)
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = g.oid ORDER BY 1
    ) AS roles,
    COALESCE(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '') AS condition,
    COALESCE(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '') AS row_check
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE p.oid = ANY(%(oids)s)
