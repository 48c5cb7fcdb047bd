-- What an UPDATE of rows does or meets besides changing them, in a table and all that belongs to it: triggers and rules
-- that would fire, checks that old rows may break, row security that also holds for the owner, and partitions elsewhere.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: kind of effect, name.
WITH RECURSIVE tree (oid) AS (
    SELECT %(oid)s::oid
    UNION
    SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
)
SELECT 'trigger' AS effect, g.tgname::text AS name, pg_catalog.array_length(g.tgattr::smallint[], 1) > 0 AS of_columns
FROM tree
JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = tree.oid
-- 16 is UPDATE (src/include/catalog/pg_trigger.h); D is disabled, R fires in a replica's session only.
WHERE NOT g.tgisinternal AND g.tgtype & 16 <> 0 AND g.tgenabled NOT IN ('D', 'R')
UNION
SELECT 'rule', r.rulename::text, false
FROM tree
JOIN pg_catalog.pg_rewrite AS r ON r.ev_class = tree.oid
WHERE r.ev_type = '2' AND r.ev_enabled NOT IN ('D', 'R')
UNION
SELECT 'check', k.conname::text, false
FROM tree
JOIN pg_catalog.pg_constraint AS k ON k.conrelid = tree.oid
WHERE NOT k.convalidated AND k.contype IN ('c', 'n')
UNION
SELECT 'row security', c.relname::text, false
FROM tree
JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
WHERE c.relrowsecurity AND c.relforcerowsecurity
UNION
SELECT 'foreign table', c.relname::text, false
FROM tree
JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
WHERE c.relkind = 'f'
ORDER BY effect, name
