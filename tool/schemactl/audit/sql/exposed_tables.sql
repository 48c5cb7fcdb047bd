-- Tables and materialized views that everybody, or the API roles of Supabase, may touch, and whether row security guards them.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, name.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.relkind = 'm' AS is_materialized_view,
    c.relrowsecurity AS row_security,
    (SELECT count(*) FROM pg_catalog.pg_policy AS p WHERE p.polrelid = c.oid) AS policies,
    x.roles
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT ARRAY(
        SELECT DISTINCT CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE r.rolname::text END
        FROM pg_catalog.aclexplode(COALESCE(c.relacl, pg_catalog.acldefault('r', c.relowner))) AS e
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = e.grantee
        WHERE (e.grantee = 0 OR r.rolname IN ('anon', 'authenticated'))
          AND e.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
          AND EXISTS (
            SELECT FROM pg_catalog.aclexplode(COALESCE(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) AS u
            WHERE u.grantee IN (0, e.grantee) AND u.privilege_type = 'USAGE'
          )
        ORDER BY 1
    ) AS roles
) AS x
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname
