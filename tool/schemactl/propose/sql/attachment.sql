-- What a partition is attached to, whether that has a default partition, and the condition that its rows keep to.
-- Parameters: schema text, name text (of the partition). PostgreSQL 15 and later. Order: at most one row.
SELECT
    c.oid::bigint AS oid,
    n.nspname::text AS parent_schema,
    p.relname::text AS parent,
    COALESCE((
        SELECT t.partdefid <> 0 FROM pg_catalog.pg_partitioned_table AS t WHERE t.partrelid = p.oid
    ), false) AS has_default,
    pg_catalog.pg_get_partition_constraintdef(c.oid) AS condition
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.relnamespace
JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = c.oid
JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.relnamespace
WHERE c.relispartition AND cn.nspname = %(schema)s AND c.relname = %(name)s
