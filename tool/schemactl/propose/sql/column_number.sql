-- The number of a column.
-- Parameters: oid bigint, name text. PostgreSQL 15 and later.
SELECT attnum::int AS number FROM pg_catalog.pg_attribute
WHERE attrelid = %(oid)s AND attname = %(name)s AND NOT attisdropped
