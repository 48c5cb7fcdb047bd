-- Who may do what with some relations, by name; whoever the owner is counts as "owner".
SELECT
    c.oid::regclass::text AS relation,
    CASE WHEN g.grantee = c.relowner THEN 'owner' WHEN g.grantee = 0 THEN '' ELSE g.grantee::regrole::text END AS grantee,
    g.privilege_type::text AS privilege,
    g.is_grantable
FROM pg_catalog.pg_class AS c
CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) AS g
WHERE c.oid = ANY (%(relations)s::regclass[])
ORDER BY 1, 2, 3;
