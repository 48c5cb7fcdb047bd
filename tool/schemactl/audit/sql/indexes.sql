-- Indexes with what they hold, their size and how often they were read since the statistics began.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table, index.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    x.relname::text AS name,
    x.oid::bigint AS oid,
    c.oid::bigint AS table_oid,
    m.amname::text AS method,
    x.relkind = 'I' AS partitioned,
    x.relispartition AS of_partition,
    i.indisunique AS is_unique,
    i.indisprimary AS is_primary,
    i.indisvalid AS is_valid,
    i.indisreplident OR c.relreplident = 'd' AND i.indisprimary AS identifies_rows,
    i.indnullsnotdistinct AS nulls_not_distinct,
    EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')) AS of_constraint,
    i.indkey::text AS columns,
    i.indnkeyatts::integer AS width,
    i.indclass::text || ' ' || i.indcollation::text AS classes,
    i.indoption::text AS options,
    -- In words only where an expression or a condition needs them: it is slow on thousands of indexes.
    CASE WHEN i.indexprs IS NULL THEN '' ELSE pg_catalog.pg_get_expr(i.indexprs, i.indrelid) END AS expressions,
    CASE WHEN i.indpred IS NULL THEN '' ELSE pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS predicate,
    -- A partitioned index is nothing by itself: its parts are added up.
    CASE
        WHEN x.relkind = 'I' THEN (SELECT sum(pg_catalog.pg_relation_size(t.relid)) FROM pg_catalog.pg_partition_tree(x.oid) AS t WHERE t.isleaf)
        ELSE pg_catalog.pg_relation_size(x.oid)
    END::bigint AS size_bytes,
    CASE
        WHEN x.relkind = 'I' THEN (
            SELECT sum(pg_catalog.pg_stat_get_numscans(t.relid)) FROM pg_catalog.pg_partition_tree(x.oid) AS t WHERE t.isleaf
        )
        ELSE pg_catalog.pg_stat_get_numscans(x.oid)
    END::bigint AS scans
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
WHERE n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname, x.relname
