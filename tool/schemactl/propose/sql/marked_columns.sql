-- Columns whose comment says that an interrupted run has something left to do with them.
-- Parameters: mark text. PostgreSQL 15 and later. Order: by name.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    a.attname::text AS column,
    a.attnotnull AS not_null
FROM pg_catalog.pg_description AS d
JOIN pg_catalog.pg_class AS c ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objoid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND NOT a.attisdropped
WHERE d.objsubid > 0 AND d.description = %(mark)s
ORDER BY n.nspname, c.relname, a.attname
