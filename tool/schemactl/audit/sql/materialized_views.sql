-- Materialized views, and whether REFRESH ... CONCURRENTLY is possible: it needs a unique index on plain columns, without a condition.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, name.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.oid::bigint AS oid,
    c.relispopulated AS populated,
    pg_catalog.pg_total_relation_size(c.oid) AS total_bytes,
    s.n_live_tup AS live_rows,
    EXISTS (
        SELECT FROM pg_catalog.pg_index AS i
        WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
    ) AS has_unique_index
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stat_all_tables AS s ON s.relid = c.oid
WHERE c.relkind = 'm' AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname
