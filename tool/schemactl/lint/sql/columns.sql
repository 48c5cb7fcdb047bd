-- Columns of managed tables with their types, domains resolved to what they are made of. Partitions and inherited columns are left out.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table, number.
SELECT
    'TABLE' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    a.attname::text AS part,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
    CASE t.typtype WHEN 'd' THEN pg_catalog.format_type(t.typbasetype, NULL) ELSE pg_catalog.format_type(a.atttypid, NULL) END AS base,
    COALESCE(k.conkey = ARRAY[a.attnum], false) AS only_key,
    a.attidentity <> '' OR COALESCE(starts_with(pg_catalog.pg_get_expr(d.adbin, d.adrelid), 'nextval('), false) AS numbered
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
LEFT JOIN pg_catalog.pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal
  AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS e
    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
  )
ORDER BY n.nspname, c.relname, a.attnum
