-- Functions and procedures of the database, PostgreSQL's own, aggregates and those of extensions left out. Those outside the managed
-- schemas are there because managed ones call them.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, name, arguments.
SELECT
    CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind,
    n.nspname::text AS schema,
    p.proname::text || '(' || COALESCE((
        SELECT string_agg(pg_catalog.format_type(a.type, NULL), ', ' ORDER BY a.position)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, position)
    ), '') || ')' AS relation,
    '' AS part,
    p.oid::bigint AS oid,
    p.proname::text AS name,
    n.nspname = ANY(%(schemas)s) AS managed,
    l.lanname::text AS language,
    COALESCE(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc) AS body,
    p.prosqlbody IS NOT NULL AS parsed,
    pg_catalog.pg_get_functiondef(p.oid) AS definition,
    p.prosecdef AS definer,
    t.typname IN ('trigger', 'event_trigger') AS for_triggers,
    (SELECT substr(s, 13) FROM unnest(p.proconfig) AS s WHERE starts_with(s, 'search_path=')) AS search_path,
    COALESCE(p.proargnames, '{}')::text[] AS argument_names,
    COALESCE(p.proargmodes::text[], '{}') AS argument_modes,
    ARRAY(
        SELECT pg_catalog.format_type(a.type, NULL)
        FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS a (type, position)
        ORDER BY a.position
    ) AS argument_types,
    EXISTS (
        SELECT FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[])) AS a (type)
        JOIN pg_catalog.pg_type AS y ON y.oid = a.type WHERE y.typtype = 'p'
    ) AS polymorphic,
    ARRAY(
        SELECT pg_catalog.format_type(a.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, position) ORDER BY a.position
    ) AS input_types,
    p.pronargdefaults::integer AS defaults,
    ARRAY(
        SELECT 'PUBLIC' FROM pg_catalog.aclexplode(COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner))) AS e
        WHERE e.grantee = 0 AND e.privilege_type = 'EXECUTE'
    ) AS open_to_public,
    ARRAY(
        SELECT r.rolname::text FROM pg_catalog.pg_roles AS r
        WHERE r.rolname IN ('anon', 'authenticated')
          AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')
          AND pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE')
        ORDER BY 1
    ) AS exposed_to
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
JOIN pg_catalog.pg_type AS t ON t.oid = p.prorettype
WHERE p.prokind IN ('f', 'p')
  AND n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, p.proname, relation
