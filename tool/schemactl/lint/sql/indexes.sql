-- Indexes of managed tables and materialized views, those of partitions that follow their parent's left out.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table, index.
SELECT
    'INDEX' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    x.relname::text AS part,
    m.amname::text AS method,
    i.indisunique AS unique,
    i.indisprimary AS primary,
    i.indnullsnotdistinct AS nulls_not_distinct,
    EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')) AS of_constraint,
    ARRAY(
        SELECT pg_catalog.pg_get_indexdef(x.oid, o, false) || ' ' || i.indclass[o - 1]::text || ' ' || i.indcollation[o - 1]::text
        FROM generate_series(1, i.indnkeyatts) AS o ORDER BY o
    ) AS keys,
    ARRAY(SELECT i.indoption[o - 1]::integer FROM generate_series(1, i.indnkeyatts) AS o ORDER BY o) AS options,
    ARRAY(
        SELECT pg_catalog.pg_get_indexdef(x.oid, o, false) FROM generate_series(i.indnkeyatts + 1, i.indnatts) AS o ORDER BY 1
    ) AS included,
    ARRAY(
        SELECT a.attname::text || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
        FROM generate_series(i.indnkeyatts + 1, i.indnatts) AS o
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[o - 1]
        JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
        WHERE t.typlen = -1 AND a.atttypmod = -1 AND t.typname NOT IN ('numeric', 'inet', 'cidr', 'interval')
          AND t.typcategory <> 'R'
          AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_constraint AS k
            WHERE k.conrelid = i.indrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
              AND pg_catalog.pg_get_constraintdef(k.oid) ~ '(= ANY \(|length\()'
          )
        ORDER BY 1
    ) AS unbounded,
    COALESCE(pg_catalog.pg_get_expr(i.indpred, i.indrelid), '') AS predicate
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
WHERE n.nspname = ANY(%(schemas)s) AND NOT x.relispartition
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname, x.relname
