-- A table, or the partitions that hold its rows, where a published row could not be told from others: no DELETE is possible there
-- while a publication publishes deletes. Parameters: oid bigint. PostgreSQL 15 and later. Order: schema, name.
SELECT n.nspname::text AS schema, c.relname::text AS name, c.relreplident::text AS replica_identity
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE (c.oid = %(oid)s OR c.oid IN (SELECT t.relid FROM pg_catalog.pg_partition_tree(%(oid)s::oid) AS t))
  AND c.relkind = 'r'
  AND (c.relreplident = 'n' OR (c.relreplident = 'd' AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary
  )))
ORDER BY n.nspname, c.relname
