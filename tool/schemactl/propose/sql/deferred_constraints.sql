-- Constraints that are checked at COMMIT, constraint triggers among them.
-- No parameters. PostgreSQL 15 and later. Order: none.
SELECT k.oid::bigint AS oid
FROM pg_catalog.pg_constraint AS k
WHERE k.condeferred
