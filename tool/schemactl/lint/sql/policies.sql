-- Policies on managed tables. PUBLIC is the role with an empty name.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table, policy.
SELECT
    'POLICY' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    p.polname::text AS part,
    CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
    p.polpermissive AS permissive,
    ARRAY(
        SELECT COALESCE(r.rolname::text, '') FROM unnest(p.polroles) AS o
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = o ORDER BY 1
    ) AS roles,
    NOT EXISTS (
        SELECT FROM unnest(p.polroles) AS o LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = o
        WHERE r.oid IS NULL OR NOT (r.rolbypassrls OR r.rolsuper)
    ) AS binds_nobody,
    COALESCE(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '') AS using,
    COALESCE(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '') AS check,
    ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ) AS columns,
    ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attnotnull
    ) AS nullable
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, c.relname, p.polname
