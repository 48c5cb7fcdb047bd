-- Foreign keys within the schemas; those that partitions inherit left out.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table, constraint.
SELECT
    k.conname::text AS name,
    k.conrelid::bigint AS relation,
    k.confrelid::bigint AS referenced,
    k.conkey::integer[] AS columns,
    k.confkey::integer[] AS referenced_columns,
    EXISTS (
        SELECT FROM pg_catalog.pg_constraint AS u
        WHERE u.conrelid = k.conrelid AND u.contype IN ('p', 'u') AND u.conkey @> k.conkey AND u.conkey <@ k.conkey
    ) AS one_to_one
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname = ANY(%(schemas)s) AND fn.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, c.relname, k.conname
