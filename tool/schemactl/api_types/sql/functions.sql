-- Functions that can be called by name: trigger functions, those of extensions and what only the server itself calls left out.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, name, arguments.
SELECT
    n.nspname::text AS schema,
    p.proname::text AS name,
    pg_catalog.pg_get_function_arguments(p.oid) AS signature,
    COALESCE(p.proargnames, array_fill(''::text, ARRAY[cardinality(x.types)]))::text[] AS names,
    COALESCE(p.proargmodes::text[], array_fill('i'::text, ARRAY[cardinality(x.types)])) AS modes,
    x.types::bigint[] AS types,
    p.pronargdefaults::integer AS defaults,
    p.prorettype::bigint AS returns,
    p.proretset AS returns_set,
    CASE WHEN p.proretset THEN p.prorows::bigint ELSE 0 END AS rows_estimate,
    COALESCE(pg_catalog.obj_description(p.oid, 'pg_proc'), '') AS comment
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
JOIN pg_catalog.pg_type AS r ON r.oid = p.prorettype
CROSS JOIN LATERAL (SELECT COALESCE(p.proallargtypes, p.proargtypes::oid[]) AS types) AS x
WHERE p.prokind = 'f' AND n.nspname = ANY(%(schemas)s) AND l.lanname NOT IN ('c', 'internal')
  AND r.typname NOT IN ('trigger', 'event_trigger')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, p.proname, signature
