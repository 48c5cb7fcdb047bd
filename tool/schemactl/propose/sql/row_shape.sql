-- The relation whose row type, or an array of it, is given, and the names of its columns; none for other types.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: none.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
    ) AS names
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_class AS c ON c.reltype = t.oid AND c.relkind <> 'c'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE %(oid)s IN (t.oid, t.typarray)
