-- Privileges of objects by catalog and oid, columns included, with who granted them (empty for the owner). Whether a grantee is
-- the owner is said apart, so that databases with other owners compare equal; PUBLIC is an empty name.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
WITH objects (catalog, oid, subid, acl, owner, type) AS (
    SELECT 'pg_class'::regclass, c.oid, 0, c.relacl, c.relowner, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END
    FROM pg_catalog.pg_class AS c WHERE c.oid = ANY(%(oids)s)
    UNION ALL
    SELECT 'pg_class'::regclass, a.attrelid, a.attnum, a.attacl, c.relowner, 'c'
    FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
    WHERE a.attrelid = ANY(%(oids)s) AND a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, 0, proacl, proowner, 'f' FROM pg_catalog.pg_proc WHERE oid = ANY(%(oids)s)
    UNION ALL
    SELECT 'pg_namespace'::regclass, oid, 0, nspacl, nspowner, 'n' FROM pg_catalog.pg_namespace WHERE oid = ANY(%(oids)s)
    UNION ALL
    SELECT 'pg_type'::regclass, oid, 0, typacl, typowner, 'T' FROM pg_catalog.pg_type WHERE oid = ANY(%(oids)s)
    UNION ALL
    SELECT 'pg_language'::regclass, oid, 0, lanacl, lanowner, 'l' FROM pg_catalog.pg_language WHERE oid = ANY(%(oids)s)
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, oid, 0, fdwacl, fdwowner, 'F'
    FROM pg_catalog.pg_foreign_data_wrapper WHERE oid = ANY(%(oids)s)
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, oid, 0, srvacl, srvowner, 'S'
    FROM pg_catalog.pg_foreign_server WHERE oid = ANY(%(oids)s)
)
SELECT
    o.catalog::oid::bigint AS catalog,
    o.oid::bigint AS oid,
    i.type AS object_type,
    CASE WHEN o.subid = 0 THEN i.identity ELSE r.identity END AS identity,
    COALESCE(a.attname::text, '') AS column,
    e.grantee = o.owner AS to_owner,
    COALESCE(g.rolname::text, '') AS grantee,
    CASE WHEN e.grantor = o.owner THEN '' ELSE COALESCE(b.rolname::text, '') END AS grantor,
    e.privilege_type AS privilege,
    e.is_grantable AS grantable,
    w.rolname::text AS owner
FROM objects AS o
CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, 0) AS i
CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, 0) AS r
JOIN pg_catalog.pg_roles AS w ON w.oid = o.owner
LEFT JOIN pg_catalog.pg_attribute AS a ON o.subid > 0 AND a.attrelid = o.oid AND a.attnum = o.subid
LEFT JOIN LATERAL pg_catalog.aclexplode(
    CASE WHEN o.subid > 0 THEN o.acl ELSE COALESCE(o.acl, pg_catalog.acldefault(o.type::"char", o.owner)) END
) AS e ON true
LEFT JOIN pg_catalog.pg_roles AS g ON g.oid = e.grantee
LEFT JOIN pg_catalog.pg_roles AS b ON b.oid = e.grantor
