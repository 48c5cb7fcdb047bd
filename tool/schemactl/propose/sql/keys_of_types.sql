-- Foreign keys with a column of one of some types or an array of it; those a parent brings are left out.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: schema, table, name.
SELECT DISTINCT
    n.nspname::text COLLATE "C" AS schema,
    c.relname::text COLLATE "C" AS relation,
    k.conname::text COLLATE "C" AS name
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
JOIN pg_catalog.pg_type AS t ON a.atttypid IN (t.oid, t.typarray)
WHERE k.contype = 'f' AND k.conparentid = 0 AND t.oid = ANY(%(oids)s)
ORDER BY 1, 2, 3
