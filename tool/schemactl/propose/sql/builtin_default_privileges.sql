-- What PostgreSQL grants by itself to a new object of each kind that default privileges can change, for one owner.
-- Parameters: role text. PostgreSQL 15 and later. Order: none.
SELECT
    k.object_type,
    COALESCE(g.rolname::text, '') AS grantee,
    e.privilege_type AS privilege,
    e.is_grantable AS grantable
FROM pg_catalog.pg_roles AS r
CROSS JOIN (VALUES ('r', 'r'), ('S', 's'), ('f', 'f'), ('T', 'T'), ('n', 'n'), ('L', 'L')) AS k (object_type, acl_type)
CROSS JOIN LATERAL pg_catalog.aclexplode(pg_catalog.acldefault(k.acl_type::"char", r.oid)) AS e
LEFT JOIN pg_catalog.pg_roles AS g ON g.oid = e.grantee
WHERE r.rolname = %(role)s
