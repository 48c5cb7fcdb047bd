-- What a row of a table must satisfy: its CHECK constraints, and the bounds of any of its partitions.
-- A default partition takes every row, and keys that are expressions are not looked into: then there are no bounds.
-- Parameters: relation oid. PostgreSQL 15 and later. Order: name; the bounds, which have none, come first.
WITH leaves AS (
    SELECT p.relid, pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' AS takes_all
    FROM pg_catalog.pg_partition_tree(%(relation)s::oid) AS p
    JOIN pg_catalog.pg_class AS c ON c.oid = p.relid
    WHERE p.isleaf AND c.relispartition
),
key_columns AS (
    SELECT k.number, a.attname::text AS name
    FROM (
        SELECT relid FROM pg_catalog.pg_partition_tree(%(relation)s::oid)
        UNION
        SELECT relid FROM pg_catalog.pg_partition_ancestors(%(relation)s::oid) AS ancestor (relid)
    ) AS p
    JOIN pg_catalog.pg_partitioned_table AS t ON t.partrelid = p.relid
    CROSS JOIN unnest(t.partattrs::int2[]) AS k (number)
    LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.relid AND a.attnum = k.number AND k.number > 0
)
SELECT
    c.conname::text AS name,
    pg_catalog.pg_get_expr(c.conbin, c.conrelid) AS expression,
    ARRAY(
        SELECT a.attname::text
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
        ORDER BY a.attnum
    ) AS columns
FROM pg_catalog.pg_constraint AS c
WHERE c.conrelid = %(relation)s AND c.contype = 'c'
UNION ALL
SELECT
    '',
    (SELECT string_agg('(' || pg_catalog.pg_get_partition_constraintdef(l.relid) || ')', ' OR ' ORDER BY l.relid) FROM leaves AS l),
    ARRAY(SELECT DISTINCT k.name FROM key_columns AS k ORDER BY k.name)
WHERE EXISTS (SELECT FROM leaves)
    AND NOT EXISTS (SELECT FROM leaves WHERE takes_all)
    AND NOT EXISTS (SELECT FROM key_columns WHERE number = 0)
ORDER BY 1
