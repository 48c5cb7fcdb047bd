-- Indexes that cost and do not serve: left behind by a failed CREATE INDEX or REINDEX CONCURRENTLY, or incomplete on partitions.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, index.
SELECT
    n.nspname::text AS schema,
    x.relname::text AS name,
    c.relname::text AS relation,
    x.relkind = 'I' AS partitioned,
    i.indisunique AS is_unique,
    i.indisready AS ready,
    EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS p WHERE p.index_relid = x.oid) AS being_built
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, x.relname
