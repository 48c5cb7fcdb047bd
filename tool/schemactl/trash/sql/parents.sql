-- The tables a table is a partition or an heir of.
-- Parameters: oid integer. PostgreSQL 15 and later. Order: by name.
SELECT n.nspname::text AS schema, p.relname::text AS name, c.relispartition AS is_partition
FROM pg_catalog.pg_inherits AS h
JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
JOIN pg_catalog.pg_class AS p ON p.oid = h.inhparent
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.relnamespace
WHERE h.inhrelid = %(oid)s
ORDER BY 1, 2
