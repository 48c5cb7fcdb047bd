-- Inheritance children and partitions of a table, without theirs.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: schema, name.
SELECT
    c.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.relispartition AS partition
FROM pg_catalog.pg_inherits AS h
JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE h.inhparent = %(oid)s
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
