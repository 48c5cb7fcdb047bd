-- The columns of a table in their order. "copied" is false for generated columns, which compute their own values.
SELECT
    a.attname::text AS name,
    pg_catalog.format_type(a.atttypid, a.atttypmod)
        || coalesce(' COLLATE ' || nullif(a.attcollation, t.typcollation)::regcollation, '') AS type,
    a.attnotnull AS not_null,
    a.attgenerated = '' AS copied,
    concat_ws(' ', nullif(a.attidentity, ''), nullif(a.attgenerated, ''), pg_catalog.pg_get_expr(d.adbin, d.adrelid)) AS value
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = %(oid)s AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum;
