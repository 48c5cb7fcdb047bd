-- Primary keys, unique, check, exclusion and foreign keys. What a partition has from its parent is left out; NOT NULL is a column's.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: relation, kind, name.
SELECT
    k.conrelid::bigint AS relation,
    k.contype::text AS kind,
    k.conname::text AS name,
    ARRAY(
        SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.position
    ) AS columns,
    CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid, true)
        ELSE pg_catalog.pg_get_constraintdef(k.oid, true) END AS definition,
    COALESCE(fn.nspname::text, '') AS target_schema,
    COALESCE(f.relname::text, '') AS target_name,
    ARRAY(
        SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.position
    ) AS target_columns,
    CASE k.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict'
        WHEN 'a' THEN 'no action' ELSE '' END AS on_delete,
    CASE k.confupdtype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict'
        WHEN 'a' THEN 'no action' ELSE '' END AS on_update,
    COALESCE(pg_catalog.obj_description(k.oid, 'pg_constraint'), '') AS comment
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE k.contype IN ('p', 'u', 'c', 'x', 'f') AND k.conparentid = 0
  AND n.nspname = ANY(%(schemas)s)
ORDER BY k.conrelid, position(k.contype::text IN 'pucxf'), k.conname
