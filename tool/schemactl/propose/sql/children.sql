-- Inheritance children and partitions of a table, theirs included.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: none.
WITH RECURSIVE family (oid) AS (
    SELECT h.inhrelid FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = %(oid)s
    UNION
    SELECT h.inhrelid FROM pg_catalog.pg_inherits AS h JOIN family AS f ON h.inhparent = f.oid
)
SELECT oid::bigint AS oid FROM family
