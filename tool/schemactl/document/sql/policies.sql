-- Row security policies. PUBLIC is the role with an empty name.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: relation, command, name.
SELECT
    p.polrelid::bigint AS relation,
    p.polname::text AS name,
    CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
    p.polpermissive AS permissive,
    ARRAY(
        SELECT COALESCE(r.rolname::text, '') FROM unnest(p.polroles) AS o
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = o ORDER BY 1
    ) AS roles,
    COALESCE(pg_catalog.pg_get_expr(p.polqual, p.polrelid, true), '') AS using,
    COALESCE(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid, true), '') AS check,
    COALESCE(pg_catalog.obj_description(p.oid, 'pg_policy'), '') AS comment
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY(%(schemas)s)
ORDER BY p.polrelid, NOT p.polpermissive, position(p.polcmd::text IN 'rawd'), p.polname
