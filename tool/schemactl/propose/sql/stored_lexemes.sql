-- What keeps the lexemes of a text search dictionary or configuration as they were computed: stored generated columns,
-- indexes and materialized views that use it, by themselves or through configurations, functions and operators.
-- Parameters: kind, schema, name text. PostgreSQL 15 and later. Order: kind, name.
WITH RECURSIVE users (classid, objid) AS (
    SELECT 'pg_catalog.pg_ts_dict'::regclass::oid, d.oid
    FROM pg_catalog.pg_ts_dict AS d
    JOIN pg_catalog.pg_namespace AS n ON n.oid = d.dictnamespace
    WHERE %(kind)s = 'TEXT SEARCH DICTIONARY' AND n.nspname = %(schema)s AND d.dictname = %(name)s
    UNION ALL
    SELECT 'pg_catalog.pg_ts_config'::regclass::oid, c.oid
    FROM pg_catalog.pg_ts_config AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.cfgnamespace
    WHERE %(kind)s = 'TEXT SEARCH CONFIGURATION' AND n.nspname = %(schema)s AND c.cfgname = %(name)s
    UNION
    SELECT
        CASE WHEN w.ev_class IS NULL THEN d.classid ELSE 'pg_catalog.pg_class'::regclass::oid END,
        COALESCE(w.ev_class, d.objid)
    FROM users AS u
    JOIN pg_catalog.pg_depend AS d ON d.refclassid = u.classid AND d.refobjid = u.objid AND d.deptype IN ('n', 'a')
    LEFT JOIN pg_catalog.pg_rewrite AS w
        ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND w.oid = d.objid AND w.rulename = '_RETURN'
    WHERE d.refobjsubid = 0
)
SELECT
    CASE WHEN f.oid IS NOT NULL THEN 'column' WHEN c.relkind = 'm' THEN 'materialized view' ELSE 'index' END AS kind,
    n.nspname::text AS schema,
    c.relname::text AS name,
    COALESCE(a.attname::text, '') AS column
FROM users AS u
LEFT JOIN pg_catalog.pg_attrdef AS f ON u.classid = 'pg_catalog.pg_attrdef'::regclass AND f.oid = u.objid
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
JOIN pg_catalog.pg_class AS c
    ON c.oid = f.adrelid OR (u.classid = 'pg_catalog.pg_class'::regclass AND c.oid = u.objid AND c.relkind IN ('i', 'I', 'm'))
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE f.oid IS NULL OR a.attgenerated = 's'
ORDER BY 1, 2, 3, 4
