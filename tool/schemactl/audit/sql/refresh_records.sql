-- Tables that keep a record of refreshes: one row per materialized view of their schema, with view_name and refreshed_at. Some also say
-- how often a refresh was promised, and when one failed.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    bool_or(a.attname = 'refresh_every' AND a.atttypid = 'interval'::regtype) AS has_promise,
    bool_or(a.attname = 'failed_at' AND a.atttypid = 'timestamptz'::regtype) AS has_failure
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'v') AND n.nspname = ANY(%(schemas)s)
GROUP BY n.nspname, c.relname
HAVING bool_or(a.attname = 'view_name' AND a.atttypid IN ('text'::regtype, 'name'::regtype))
   AND bool_or(a.attname = 'refreshed_at' AND a.atttypid = 'timestamptz'::regtype)
ORDER BY n.nspname, c.relname
