-- A column, and how the columns of its table's primary key are compared: one row.
-- Parameters: oid integer, name text, key text[]. PostgreSQL 15 and later.
SELECT
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS not_null,
    a.attgenerated <> '' AS generated,
    pg_catalog.pg_get_expr(e.adbin, e.adrelid) AS expression,
    ARRAY(
        SELECT k.attname::text
        FROM pg_catalog.pg_attribute AS k JOIN pg_catalog.pg_type AS y ON y.oid = k.atttypid
        WHERE k.attrelid = a.attrelid AND k.attname::text = ANY (%(key)s::text[])
            AND y.typnamespace <> 'pg_catalog'::pg_catalog.regnamespace
    ) AS compared_as_text
FROM pg_catalog.pg_attribute AS a
LEFT JOIN pg_catalog.pg_attrdef AS e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
WHERE a.attrelid = %(oid)s AND a.attname = %(name)s AND NOT a.attisdropped
