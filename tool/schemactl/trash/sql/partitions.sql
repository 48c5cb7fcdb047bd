-- The partitions of a table that are not in the trash yet: DROP TABLE takes them along.
-- Parameters: oid integer. PostgreSQL 15 and later. Order: by name.
SELECT n.nspname::text AS schema, c.relname::text AS name
FROM pg_catalog.pg_inherits AS h
JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid AND c.relispartition AND c.relkind IN ('r', 'p')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE h.inhparent = %(oid)s AND n.nspname <> 'schemactl_trash'
ORDER BY 1, 2
