-- Table columns that hold values of the row types of some relations, also by way of a domain, an attribute, an array or the row
-- type of another table. What holds such a column's values comes before it; `row_type` is the oid of the first type on the way.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: depth, latest first, schema, table, position.
WITH RECURSIVE kin AS (
    SELECT unnest(%(oids)s::bigint[])::oid AS oid
    UNION
    SELECT h.inhrelid FROM kin JOIN pg_catalog.pg_inherits AS h ON h.inhparent = kin.oid
),
family AS (
    SELECT c.reltype AS oid, c.reltype AS row_type, 0 AS depth
    FROM kin JOIN pg_catalog.pg_class AS c ON c.oid = kin.oid
    WHERE c.reltype <> 0
    UNION
    SELECT made.oid, family.row_type, family.depth + 1
    FROM family
    JOIN pg_catalog.pg_type AS base ON base.oid = family.oid
    JOIN pg_catalog.pg_type AS made
        ON (made.typtype = 'd' AND made.typbasetype IN (base.oid, base.typarray))
        OR (made.typtype = 'c' AND EXISTS (
            SELECT FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.oid = made.typrelid AND c.relkind IN ('c', 'r', 'p') AND a.atttypid IN (base.oid, base.typarray)
        ))
)
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    a.attname::text AS column,
    a.attnum::int AS position,
    pg_catalog.max(family.row_type::bigint) AS row_type,
    pg_catalog.max(family.depth) AS depth,
    COALESCE(pg_catalog.bool_or(a.atthasdef AND a.attgenerated = ''), false) AS has_default
FROM family
JOIN pg_catalog.pg_type AS t ON t.oid = family.oid
JOIN pg_catalog.pg_attribute AS a ON a.atttypid IN (t.oid, t.typarray) AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attinhcount = 0
GROUP BY n.nspname, c.relname, a.attname, a.attnum
ORDER BY pg_catalog.max(family.depth) DESC, n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
