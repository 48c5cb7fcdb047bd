-- SECURITY DEFINER functions without a search_path of their own.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, name, arguments.
SELECT
    n.nspname::text AS schema,
    p.proname::text AS name,
    pg_catalog.pg_get_function_identity_arguments(p.oid) AS arguments,
    ARRAY(
        SELECT pg_catalog.format_type(a.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, position) ORDER BY a.position
    ) AS argument_types,
    p.prokind = 'p' AS is_procedure
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE p.prosecdef AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s WHERE starts_with(s, 'search_path='))
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, p.proname, arguments
