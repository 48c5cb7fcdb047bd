-- Names of the partitions that hold the rows of a partitioned table, at any depth, by the table's name.
-- Parameters: schema text, name text. PostgreSQL 15 and later. Order: by name.
SELECT n.nspname::text AS schema, c.relname::text AS name
FROM pg_catalog.pg_class AS p
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
CROSS JOIN LATERAL pg_catalog.pg_partition_tree(p.oid) AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE p.relkind = 'p' AND pn.nspname = %(schema)s AND p.relname = %(name)s AND t.isleaf AND c.relkind <> 'p'
ORDER BY n.nspname, c.relname
