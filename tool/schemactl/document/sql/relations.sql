-- Tables, views, materialized views and foreign tables; those of extensions are left out.
-- `rights` holds triples of role, privilege and column; PUBLIC is the role with an empty name, the owner is left out.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, name.
SELECT
    c.oid::bigint AS oid,
    c.relkind::text AS kind,
    n.nspname::text AS schema,
    c.relname::text AS name,
    COALESCE(pg_catalog.obj_description(c.oid, 'pg_class'), '') AS comment,
    c.relpersistence = 'u' AS unlogged,
    c.relrowsecurity AS row_security,
    c.relforcerowsecurity AS forced,
    COALESCE('security_invoker=true' = ANY(c.reloptions) OR 'security_invoker=on' = ANY(c.reloptions), false) AS invoker,
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid, true) ELSE '' END AS query,
    CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) ELSE '' END AS partition_key,
    COALESCE(pn.nspname::text, '') AS parent_schema,
    COALESCE(p.relname::text, '') AS parent_name,
    COALESCE(pg_catalog.pg_get_expr(c.relpartbound, c.oid), '') AS bound,
    ARRAY(
        SELECT ARRAY[COALESCE(r.rolname::text, ''), e.privilege_type, e.attname]
        FROM (
            SELECT x.grantee, x.privilege_type, '' AS attname, 0 AS attnum
            FROM pg_catalog.aclexplode(COALESCE(c.relacl, pg_catalog.acldefault('r', c.relowner))) AS x
            UNION ALL
            SELECT x.grantee, x.privilege_type, a.attname::text, a.attnum
            FROM pg_catalog.pg_attribute AS a, pg_catalog.aclexplode(a.attacl) AS x
            WHERE a.attrelid = c.oid AND NOT a.attisdropped
        ) AS e
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = e.grantee
        WHERE e.grantee <> c.relowner
        ORDER BY 1, e.privilege_type, e.attnum
    ) AS rights
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent
LEFT JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
  )
ORDER BY n.nspname, c.relname
