-- Whether the current transaction validated a constraint or built an index on a table that existed before it.
-- The row of a system column tells when a table was made: nothing alters it later.
-- Parameters: none. PostgreSQL 15 and later.
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = -1
    WHERE k.contype IN ('c', 'f') AND k.convalidated
      AND k.xmin = pg_catalog.pg_current_xact_id_if_assigned()::xid
      AND a.xmin <> pg_catalog.pg_current_xact_id_if_assigned()::xid
) OR EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid AND x.relkind = 'i'
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = -1
    WHERE i.xmin = pg_catalog.pg_current_xact_id_if_assigned()::xid
      AND a.xmin <> pg_catalog.pg_current_xact_id_if_assigned()::xid
)
