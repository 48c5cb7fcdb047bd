-- Foreign keys, and the size of the table a search without index would read.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table, constraint.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    c.oid::bigint AS table_oid,
    k.conname::text AS name,
    k.conkey::integer[] AS columns,
    ARRAY(
        SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS o (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = o.number ORDER BY o.position
    ) AS column_names,
    fn.nspname::text AS referenced_schema,
    f.relname::text AS referenced,
    c.relkind = 'p' AS partitioned
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, c.relname, k.conname
