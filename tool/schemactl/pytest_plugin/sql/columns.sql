-- Columns of a table, with what a value for them must look like. A domain is followed down to the type below it.
-- Parameters: relation oid. PostgreSQL 15 and later. Order: position.
WITH RECURSIVE layers AS (
    SELECT a.attnum, a.atttypid AS type, a.atttypmod AS modifier, 1 AS depth
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = %(relation)s AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT l.attnum, t.typbasetype, t.typtypmod, l.depth + 1
    FROM layers AS l
    JOIN pg_catalog.pg_type AS t ON t.oid = l.type AND t.typtype = 'd'
),
bottom AS (
    SELECT DISTINCT ON (l.attnum) l.attnum, l.type, l.modifier, l.depth > 1 AS domain
    FROM layers AS l
    ORDER BY l.attnum, l.depth DESC
)
SELECT
    a.attname::text AS name,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
    pg_catalog.format_type(a.atttypid, -1) AS cast_type,
    b.domain,
    t.typname::text AS base,
    t.typcategory = 'A' AND t.typelem <> 0 AS array,
    CASE WHEN t.typtype = 'r' THEN (
        SELECT s.typname::text
        FROM pg_catalog.pg_range AS r
        JOIN pg_catalog.pg_type AS s ON s.oid = r.rngsubtype
        WHERE r.rngtypid = t.oid
    ) END AS range_of,
    CASE
        WHEN b.modifier < 0 THEN -1
        WHEN t.typname IN ('varchar', 'bpchar') THEN b.modifier - 4
        ELSE b.modifier
    END AS modifier,
    ARRAY(
        SELECT e.enumlabel::text
        FROM pg_catalog.pg_enum AS e
        WHERE e.enumtypid IN (t.oid, t.typelem)
        ORDER BY e.enumsortorder
    ) AS labels,
    (SELECT count(*) FROM pg_catalog.pg_attribute AS f WHERE f.attrelid = t.typrelid AND f.attnum > 0)::int AS fields,
    a.attnotnull OR EXISTS (
        SELECT FROM layers AS l JOIN pg_catalog.pg_type AS d ON d.oid = l.type AND d.typnotnull WHERE l.attnum = a.attnum
    ) AS not_null,
    a.atthasdef OR a.attidentity <> '' OR EXISTS (
        SELECT FROM layers AS l JOIN pg_catalog.pg_type AS d ON d.oid = l.type AND d.typdefault IS NOT NULL
        WHERE l.attnum = a.attnum
    ) AS has_default,
    CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS default_expression,
    a.attgenerated <> '' AS generated,
    a.attidentity = 'a' AS always_identity,
    ARRAY(
        SELECT pg_catalog.pg_get_constraintdef(c.oid)
        FROM layers AS l
        JOIN pg_catalog.pg_constraint AS c ON c.contypid = l.type AND c.contype = 'c'
        WHERE l.attnum = a.attnum
        ORDER BY l.depth, c.conname
    ) AS domain_checks
FROM pg_catalog.pg_attribute AS a
JOIN bottom AS b ON b.attnum = a.attnum
JOIN pg_catalog.pg_type AS t ON t.oid = b.type
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = %(relation)s
ORDER BY a.attnum
