-- Table columns whose type is the given type or an array of it. Foreign tables are left out: they store nothing that could be
-- cast, and are made anew where they stand in the way.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: schema, table, position.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    a.attname::text AS column,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
    a.atttypid <> t.oid AS is_array,
    COALESCE(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') AS expression,
    a.attinhcount > 0 AS inherited,
    a.attgenerated <> '' AS generated
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_attribute AS a ON a.atttypid IN (t.oid, t.typarray) AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
WHERE t.oid = %(oid)s
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
