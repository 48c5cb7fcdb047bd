-- The sequences that belong to a column: of a serial column, or of an identity column.
-- Parameters: oid bigint (of the table), column text. PostgreSQL 15 and later. Order: by name.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    d.deptype = 'i' AS identity
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
    AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
JOIN pg_catalog.pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attrelid = %(oid)s AND a.attname = %(column)s
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
