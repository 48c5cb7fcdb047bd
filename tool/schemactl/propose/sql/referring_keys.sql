-- Foreign keys that refer to a table or to a partitioned table it belongs to, without those that follow from another.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: schema, relation, name.
SELECT
    k.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    k.conname::text AS name
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0
  AND (
      k.confrelid = %(oid)s
      OR k.confrelid IN (SELECT a.relid FROM pg_catalog.pg_partition_ancestors(%(oid)s::oid::regclass) AS a)
  )
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"
