-- Whether the history is there, the comment that holds its version, and whether the current role may write to it: one row.
-- The catalogs are read and the name is not resolved, as that fails without the right to use the schema.
-- Parameters: none. PostgreSQL 13 and later.
SELECT
    c.oid IS NOT NULL AS found,
    pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
    pg_catalog.has_schema_privilege(n.oid, 'USAGE')
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
        AND pg_catalog.has_table_privilege(c.oid, 'INSERT')
        AND pg_catalog.has_table_privilege(c.oid, 'UPDATE') AS usable
FROM (VALUES ('schemactl')) AS wanted (schema)
LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = wanted.schema
LEFT JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = 'run' AND c.relkind = 'r'
