-- Indexes that belong to no constraint. What a partition has from its parent is left out.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: relation, name.
SELECT
    i.indrelid::bigint AS relation,
    c.relname::text AS name,
    i.indisunique AS unique,
    m.amname::text AS method,
    ARRAY(
        SELECT pg_catalog.pg_get_indexdef(i.indexrelid, position, true)
            || (SELECT CASE WHEN o.opcdefault THEN '' ELSE ' ' || o.opcname END
                FROM pg_catalog.pg_opclass AS o WHERE o.oid = i.indclass[position - 1])
            || CASE WHEN NOT x.ordered THEN '' WHEN i.indoption[position - 1] & 1 = 1 THEN ' DESC' ELSE '' END
            || CASE WHEN NOT x.ordered THEN ''
                WHEN i.indoption[position - 1] & 3 = 1 THEN ' NULLS LAST'
                WHEN i.indoption[position - 1] & 3 = 2 THEN ' NULLS FIRST'
                ELSE '' END
        FROM generate_series(1, i.indnkeyatts::integer) AS position ORDER BY position
    ) AS columns,
    ARRAY(
        SELECT pg_catalog.pg_get_indexdef(i.indexrelid, position, true)
        FROM generate_series(i.indnkeyatts + 1, i.indnatts::integer) AS position ORDER BY position
    ) AS include,
    COALESCE(pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), '') AS predicate,
    COALESCE(pg_catalog.obj_description(i.indexrelid, 'pg_class'), '') AS comment
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
CROSS JOIN LATERAL (SELECT m.amname = 'btree' AS ordered) AS x
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT c.relispartition
  AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY i.indrelid, c.relname
