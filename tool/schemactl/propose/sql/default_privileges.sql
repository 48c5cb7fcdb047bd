-- Default privileges: one row per grantee and privilege. A row of pg_default_acl without a schema replaces the built-in
-- default, one with a schema adds to it (PostgreSQL manual, pg_default_acl). A row that grants nothing to anybody has no privilege.
-- Parameters: none. PostgreSQL 15 and later. Order: none.
SELECT
    r.rolname::text AS role,
    COALESCE(n.nspname::text, '') AS schema,
    d.defaclobjtype::text AS object_type,
    COALESCE(g.rolname::text, '') AS grantee,
    e.privilege_type AS privilege,
    e.is_grantable AS grantable
FROM pg_catalog.pg_default_acl AS d
JOIN pg_catalog.pg_roles AS r ON r.oid = d.defaclrole
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
LEFT JOIN LATERAL pg_catalog.aclexplode(d.defaclacl) AS e ON true
LEFT JOIN pg_catalog.pg_roles AS g ON g.oid = e.grantee
