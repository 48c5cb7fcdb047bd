-- The foreign keys of other tables that point at a table, by child and name; those of partitions are left to their
-- parents.
SELECT
    k.conname::text AS name,
    n.nspname::text AS schema,
    c.relname::text AS child,
    c.oid::integer AS child_oid,
    c.relkind = 'p' AS is_partitioned,
    array(
        SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS x (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = x.number ORDER BY x.position
    ) AS columns,
    array(
        SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS x (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = x.number ORDER BY x.position
    ) AS referenced,
    k.confupdtype::text AS on_update,
    k.confdeltype::text AS on_delete,
    array(
        SELECT a.attname::text FROM unnest(k.confdelsetcols) AS x (number)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = x.number ORDER BY x.number
    ) AS set_columns,
    k.condeferrable AS is_deferrable,
    k.condeferred AS is_deferred,
    k.confmatchtype = 'f' AS is_full_match,
    k.convalidated AS is_validated,
    pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND k.confrelid = %(oid)s AND k.conrelid <> k.confrelid AND k.conparentid = 0
ORDER BY n.nspname, c.relname, k.conname;
