-- Whether the ledger is there, its comment, and whether the current role may use it. One row.
-- Parameters: none. PostgreSQL 14 and later.
SELECT
    ledger.oid IS NOT NULL AS found,
    pg_catalog.obj_description(ledger.oid, 'pg_class') AS comment,
    pg_catalog.has_schema_privilege('schemactl', 'USAGE')
    AND pg_catalog.has_table_privilege(ledger.oid, 'SELECT, INSERT, UPDATE')
    AND pg_catalog.has_table_privilege('schemactl.offloaded_vector', 'SELECT, INSERT, UPDATE, DELETE') AS usable
FROM (SELECT pg_catalog.to_regclass('schemactl.offloaded_column')::oid AS oid) AS ledger
