-- The comment on a column, or an empty text.
-- Parameters: oid bigint (of the table), column text. PostgreSQL 15 and later. Order: one row.
SELECT COALESCE(pg_catalog.col_description(a.attrelid, a.attnum), '') AS comment
FROM pg_catalog.pg_attribute AS a
WHERE a.attrelid = %(oid)s AND a.attname = %(column)s
