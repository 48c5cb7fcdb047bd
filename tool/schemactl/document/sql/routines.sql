-- Functions and procedures; those of extensions are left out. PUBLIC is the role with an empty name, the owner is left out.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, name, argument types.
SELECT
    CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' ELSE 'function' END AS kind,
    n.nspname::text AS schema,
    p.proname::text AS name,
    COALESCE(pg_catalog.obj_description(p.oid, 'pg_proc'), '') AS comment,
    l.lanname::text AS language,
    CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
    CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
    p.prosecdef AS definer,
    p.proisstrict AS strict,
    t.typname IN ('trigger', 'event_trigger') AS for_triggers,
    COALESCE(pg_catalog.pg_get_function_result(p.oid), '') AS result,
    ARRAY(
        SELECT ARRAY[
            COALESCE(p.proargnames[a.position], ''),
            pg_catalog.format_type(a.type, NULL),
            COALESCE(p.proargmodes[a.position]::text, 'i'),
            COALESCE(pg_catalog.pg_get_function_arg_default(p.oid, a.position::integer), '')
        ]
        FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS a (type, position)
        ORDER BY a.position
    ) AS arguments,
    ARRAY(
        SELECT COALESCE(r.rolname::text, '')
        FROM pg_catalog.aclexplode(COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner))) AS e
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = e.grantee
        WHERE e.privilege_type = 'EXECUTE' AND e.grantee <> p.proowner
        ORDER BY 1
    ) AS executors
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
JOIN pg_catalog.pg_type AS t ON t.oid = p.prorettype
WHERE n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)
