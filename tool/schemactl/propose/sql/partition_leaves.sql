-- The partitions that hold the rows of a partitioned table, at any depth, by the table's oid.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: oid.
SELECT t.relid::oid::bigint AS oid
FROM pg_catalog.pg_partition_tree(%(oid)s::oid) AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
WHERE t.isleaf AND c.relkind <> 'p'
ORDER BY t.relid
