-- Constraints that are known to hold for every row, and indexes, with the table they read.
-- Parameters: none. PostgreSQL 15 and later.
SELECT k.oid::bigint AS oid, k.conrelid::bigint AS relation
FROM pg_catalog.pg_constraint AS k
WHERE k.contype IN ('c', 'f') AND k.convalidated AND k.conrelid >= 16384
UNION ALL
SELECT i.indexrelid::bigint AS oid, i.indrelid::bigint AS relation
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid AND c.relkind = 'i'
WHERE i.indrelid >= 16384
