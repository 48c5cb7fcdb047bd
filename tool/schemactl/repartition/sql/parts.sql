-- What belongs to a table and must be the same on its twin: checks, outgoing foreign keys, row security, policies,
-- triggers, rules, grants and the owner, each with its definition. Our own triggers are left out.
SELECT 'check' AS kind, k.conname::text AS name, pg_catalog.pg_get_constraintdef(k.oid) AS definition
FROM pg_catalog.pg_constraint AS k
WHERE k.conrelid = %(oid)s AND k.contype = 'c'
UNION ALL
SELECT 'foreign key', k.conname, pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint AS k
WHERE k.conrelid = %(oid)s AND k.contype = 'f'
UNION ALL
SELECT 'exclusion', k.conname, pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint AS k
WHERE k.conrelid = %(oid)s AND k.contype = 'x'
UNION ALL
SELECT 'row security', '', concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity)
FROM pg_catalog.pg_class AS c
WHERE c.oid = %(oid)s
UNION ALL
SELECT 'owner', '', c.relowner::regrole::text
FROM pg_catalog.pg_class AS c
WHERE c.oid = %(oid)s
UNION ALL
SELECT
    'policy',
    p.polname,
    concat_ws(
        ' ', p.polcmd, p.polpermissive,
        array(SELECT coalesce(r::regrole::text, 'public') FROM unnest(p.polroles) AS r ORDER BY 1),
        'USING', pg_catalog.pg_get_expr(p.polqual, p.polrelid), 'CHECK', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
    )
FROM pg_catalog.pg_policy AS p
WHERE p.polrelid = %(oid)s
UNION ALL
SELECT 'trigger', t.tgname, pg_catalog.pg_get_triggerdef(t.oid)
FROM pg_catalog.pg_trigger AS t
WHERE t.tgrelid = %(oid)s AND NOT t.tgisinternal AND t.tgname !~ '^schemactl_repartition'
UNION ALL
SELECT 'rule', w.rulename, pg_catalog.pg_get_ruledef(w.oid)
FROM pg_catalog.pg_rewrite AS w
WHERE w.ev_class = %(oid)s
UNION ALL
SELECT 'grant', concat_ws(' to ', g.privilege_type,
        CASE g.grantee WHEN c.relowner THEN 'the owner' WHEN 0 THEN 'public' ELSE g.grantee::regrole::text END),
    g.is_grantable::text
FROM pg_catalog.pg_class AS c
CROSS JOIN LATERAL pg_catalog.aclexplode(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) AS g
WHERE c.oid = %(oid)s
UNION ALL
SELECT
    'grant', concat_ws(' to ', g.privilege_type || ' (' || a.attname || ')',
        CASE g.grantee WHEN 0 THEN 'public' ELSE g.grantee::regrole::text END),
    g.is_grantable::text
FROM pg_catalog.pg_attribute AS a
CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) AS g
WHERE a.attrelid = %(oid)s AND a.attacl IS NOT NULL AND NOT a.attisdropped
ORDER BY kind, name;
