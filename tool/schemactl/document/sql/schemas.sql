-- Documented schemas: comment and rights; the owner's own rights are left out, PUBLIC is the role with an empty name.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema.
SELECT
    n.nspname::text AS schema,
    COALESCE(pg_catalog.obj_description(n.oid, 'pg_namespace'), '') AS comment,
    ARRAY(
        SELECT ARRAY[COALESCE(r.rolname::text, ''), e.privilege_type, '']
        FROM pg_catalog.aclexplode(COALESCE(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) AS e
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = e.grantee
        WHERE e.grantee <> n.nspowner
        ORDER BY 1
    ) AS rights
FROM pg_catalog.pg_namespace AS n
WHERE n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname
