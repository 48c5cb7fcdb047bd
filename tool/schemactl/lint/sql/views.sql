-- Views and materialized views that anon or authenticated can read and that lead, directly or through other views, to tables with row
-- security.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, view.
WITH RECURSIVE leads_to (view, relation) AS (
    SELECT w.ev_class, d.refobjid
    FROM pg_catalog.pg_rewrite AS w
    JOIN pg_catalog.pg_depend AS d
        ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> w.ev_class
    UNION
    SELECT l.view, d.refobjid
    FROM leads_to AS l
    JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = l.relation
    JOIN pg_catalog.pg_depend AS d
        ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> w.ev_class
)
SELECT
    CASE v.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind,
    n.nspname::text AS schema,
    v.relname::text AS relation,
    '' AS part,
    EXISTS (
        SELECT FROM pg_catalog.pg_options_to_table(v.reloptions) AS o
        WHERE o.option_name = 'security_invoker' AND o.option_value::boolean
    ) AS invoker,
    (
        SELECT string_agg(r.rolname::text, ' and ' ORDER BY r.rolname) FROM pg_catalog.pg_roles AS r
        WHERE r.rolname IN ('anon', 'authenticated')
          AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')
          AND pg_catalog.has_any_column_privilege(r.oid, v.oid, 'SELECT')
    ) AS roles,
    string_agg(tn.nspname::text || '.' || t.relname::text, ', ' ORDER BY tn.nspname, t.relname) AS tables
FROM pg_catalog.pg_class AS v
JOIN pg_catalog.pg_namespace AS n ON n.oid = v.relnamespace
JOIN leads_to AS l ON l.view = v.oid
JOIN pg_catalog.pg_class AS t ON t.oid = l.relation AND t.relkind IN ('r', 'p') AND t.relrowsecurity
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
WHERE v.relkind IN ('v', 'm') AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = v.oid AND d.deptype = 'e'
  )
GROUP BY v.oid, v.relkind, n.oid, n.nspname, v.relname, v.reloptions
ORDER BY n.nspname, v.relname
