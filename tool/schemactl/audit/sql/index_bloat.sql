-- Estimate of the space B-tree indexes waste: their size against what as many entries of the average width would take.
-- The widths are those the planner remembers (pg_stats), so a table that was never analysed, or that the login may not read, is missing.
-- Deduplication (PostgreSQL 13) makes indexes with many equal keys smaller than estimated: such waste is underestimated, never overestimated.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: wasted bytes, largest first.
-- Source: the estimation that ioguix/pgsql-bloat-estimation made known, written anew for plain columns.
WITH widths AS (
    SELECT
        x.oid, n.nspname::text AS schema, c.relname::text AS relation, x.relname::text AS name, x.reltuples, x.relpages,
        COALESCE(substring(array_to_string(x.reloptions, ' ') FROM 'fillfactor=([0-9]+)')::integer, 90) AS fillfactor,
        -- An entry has a header of 8 bytes, and a bitmap of 8 more if a column may be NULL.
        8 + CASE WHEN bool_or(s.null_frac > 0) THEN 8 ELSE 0 END + sum((1 - s.null_frac) * s.avg_width) AS entry,
        count(s.attname) = x.relnatts AS complete
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid AND x.relkind = 'i' AND x.relpages > 10 AND x.reltuples > 0
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_am AS m ON m.oid = x.relam AND m.amname = 'btree'
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
    LEFT JOIN pg_catalog.pg_stats AS s
        ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
    WHERE i.indexprs IS NULL AND n.nspname = ANY(%(schemas)s)
    GROUP BY x.oid, n.nspname, c.relname, x.relname, x.reltuples, x.relpages, x.reloptions, x.relnatts
), sizes AS (
    SELECT
        w.*,
        current_setting('block_size')::integer AS block,
        -- Entries are aligned to 8 bytes and have a pointer of 4 on their page; a page keeps 40 bytes for itself.
        ceil(
            w.reltuples * (ceil(w.entry / 8) * 8 + 4) / ((current_setting('block_size')::integer - 40) * w.fillfactor / 100.0)
        ) + 1 AS needed
    FROM widths AS w
    WHERE w.complete
)
SELECT
    schema, relation, name, oid::bigint AS oid,
    relpages::bigint * block AS size_bytes,
    (GREATEST(relpages - needed, 0) * block)::bigint AS wasted_bytes,
    round((100 * GREATEST(relpages - needed, 0) / relpages)::numeric)::integer AS wasted_percent
FROM sizes
ORDER BY wasted_bytes DESC, schema, name
