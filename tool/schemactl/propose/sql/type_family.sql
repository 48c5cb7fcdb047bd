-- A type and all that are made of it: domains over it, composite types with an attribute of it, ranges of it and their
-- multiranges, also by way of its array type. What is made of others comes after these.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: depth, schema, name.
WITH RECURSIVE family AS (
    SELECT %(oid)s::oid AS oid, 0 AS depth
    UNION
    SELECT made.oid, family.depth + 1
    FROM family
    JOIN pg_catalog.pg_type AS base ON base.oid = family.oid
    JOIN pg_catalog.pg_type AS made
        ON (made.typtype = 'd' AND made.typbasetype IN (base.oid, base.typarray))
        OR (made.typtype = 'c' AND EXISTS (
            SELECT FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.oid = made.typrelid AND c.relkind = 'c' AND a.atttypid IN (base.oid, base.typarray)
        ))
        OR (made.typtype IN ('r', 'm') AND EXISTS (
            SELECT FROM pg_catalog.pg_range AS r
            WHERE (r.rngtypid = made.oid AND r.rngsubtype = base.oid) OR (r.rngmultitypid = made.oid AND r.rngtypid = base.oid)
        ))
    WHERE base.oid <> 0
)
SELECT
    t.oid::bigint AS oid,
    n.nspname::text AS schema,
    t.typname::text AS name,
    t.typtype::text AS kind,
    pg_catalog.max(family.depth) AS depth,
    COALESCE((
        SELECT json_agg(json_build_array(cn.nspname, c.relname) ORDER BY cn.nspname COLLATE "C", c.relname COLLATE "C")
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.relnamespace
        WHERE c.reloftype = t.oid AND t.typtype = 'c'
    ), '[]') AS typed_tables
FROM family
JOIN pg_catalog.pg_type AS t ON t.oid = family.oid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
GROUP BY t.oid, n.nspname, t.typname, t.typtype
ORDER BY pg_catalog.max(family.depth), n.nspname COLLATE "C", t.typname COLLATE "C"
