-- Tables with their sizes, the rows the statistics know of, and when they were last looked after.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: total size, largest first.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.reltuples::bigint AS planner_rows,
    pg_catalog.pg_relation_size(c.oid) AS heap_bytes,
    CASE WHEN c.reltoastrelid = 0 THEN 0 ELSE pg_catalog.pg_total_relation_size(c.reltoastrelid) END AS toast_bytes,
    pg_catalog.pg_indexes_size(c.oid) AS index_bytes,
    pg_catalog.pg_total_relation_size(c.oid) AS total_bytes,
    s.n_live_tup AS live_rows,
    s.n_dead_tup AS dead_rows,
    s.n_mod_since_analyze AS modified_rows,
    GREATEST(s.last_vacuum, s.last_autovacuum) AS vacuumed_at,
    GREATEST(s.last_analyze, s.last_autoanalyze) AS analyzed_at,
    pg_catalog.age(c.relfrozenxid)::bigint AS transaction_age,
    pg_catalog.mxid_age(c.relminmxid)::bigint AS multixact_age,
    array_to_string(c.reloptions, ' ') ~ 'autovacuum_enabled=(false|off|0|no)' AS autovacuum_off,
    EXISTS (SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary) AS has_key
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stat_all_tables AS s ON s.relid = c.oid
WHERE c.relkind = 'r' AND n.nspname = ANY(%(schemas)s)
ORDER BY total_bytes DESC, n.nspname, c.relname
