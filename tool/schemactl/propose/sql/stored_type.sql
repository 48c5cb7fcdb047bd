-- The type of a column, below its domains and arrays: what decides which values it takes.
-- Domain checks are in the order of their domains, innermost first; `built_in`: they use nothing but what PostgreSQL brings.
-- Parameters: relation bigint, column text. PostgreSQL 15 and later. Order: one row.
WITH RECURSIVE column_type AS (
    SELECT a.atttypid AS type, a.atttypmod AS modifier
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = %(relation)s AND a.attname = %(column)s AND NOT a.attisdropped
), chain AS (
    SELECT column_type.type, column_type.modifier, 0 AS depth FROM column_type
    UNION ALL
    SELECT t.typbasetype, t.typtypmod, chain.depth + 1
    FROM chain
    JOIN pg_catalog.pg_type AS t ON t.oid = chain.type AND t.typtype = 'd'
), base AS (
    SELECT chain.type, chain.modifier FROM chain ORDER BY chain.depth DESC LIMIT 1
)
SELECT
    pg_catalog.format_type(base.type, base.modifier) AS base,
    pg_catalog.format_type(e.oid, NULL) AS element,
    e.oid <> base.type AS is_array,
    e.typtype::text AS kind,
    e.typcategory::text AS category,
    n.nspname = 'pg_catalog' AS built_in,
    n.nspname::text AS schema,
    e.typname::text AS name,
    ARRAY(
        SELECT l.enumlabel::text FROM pg_catalog.pg_enum AS l WHERE l.enumtypid = e.oid ORDER BY l.enumsortorder
    ) AS labels,
    (SELECT pg_catalog.count(*) > 1 FROM chain) AS is_domain,
    COALESCE((
        SELECT pg_catalog.bool_or(t.typnotnull) FROM chain JOIN pg_catalog.pg_type AS t ON t.oid = chain.type AND t.typtype = 'd'
    ), false) AS not_null,
    COALESCE((
        SELECT pg_catalog.json_agg(pg_catalog.json_build_array(
            pg_catalog.pg_get_expr(k.conbin, 0),
            NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend AS d
                WHERE d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = k.oid AND d.refobjid <> k.contypid
            )
        ) ORDER BY chain.depth DESC, k.conname)
        FROM chain
        JOIN pg_catalog.pg_constraint AS k ON k.contypid = chain.type AND k.contype = 'c'
    ), '[]') AS checks
FROM base
JOIN pg_catalog.pg_type AS t ON t.oid = base.type
-- An array type is named by its element; text and the like, which can be subscripted but are no arrays, are not.
JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.typnamespace
