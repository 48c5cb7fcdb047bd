-- Tables and materialized views above a size: their rows on disk with TOAST, without indexes, and the planner's estimate.
-- One that was dropped meanwhile has no size.
-- Parameters: floor bigint (bytes), measured boolean (on disk, or by the last count). PostgreSQL 15 and later. Order: by name.
SELECT s.schema, s.name, s.bytes, s.rows
FROM (
    SELECT
        n.nspname::text AS schema,
        c.relname::text AS name,
        CASE WHEN %(measured)s
            THEN COALESCE(pg_catalog.pg_table_size(c.oid), 0)
            ELSE (c.relpages::bigint + COALESCE(t.relpages, 0)) * pg_catalog.current_setting('block_size')::bigint
        END AS bytes,
        c.reltuples::bigint AS rows
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
    WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
) AS s
WHERE s.bytes >= %(floor)s
ORDER BY s.schema COLLATE "C", s.name COLLATE "C"
