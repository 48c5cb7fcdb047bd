-- Foreign keys from and to a column, and the checks that read it, with the other columns of its table each covers.
-- Parameters: oid bigint (of the table), column text. PostgreSQL 15 and later. Order: foreign keys first, by name.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    k.conname::text AS name,
    k.contype::text AS kind,
    pg_catalog.pg_get_constraintdef(k.oid) AS definition,
    ARRAY(
        SELECT o.attname::text FROM pg_catalog.pg_attribute AS o
        WHERE o.attrelid = a.attrelid AND o.attnum <> a.attnum AND (
            (k.conrelid = a.attrelid AND o.attnum = ANY (k.conkey))
            OR (k.confrelid = a.attrelid AND o.attnum = ANY (k.confkey))
        )
    ) AS others,
    k.convalidated AS validated,
    COALESCE((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
    COALESCE(pg_catalog.obj_description(k.oid, 'pg_constraint'), '') AS comment
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_constraint AS k
    ON (k.conrelid = a.attrelid AND k.contype IN ('c', 'f') AND a.attnum = ANY (k.conkey))
    OR (k.confrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY (k.confkey))
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attrelid = %(oid)s AND a.attname = %(column)s
ORDER BY k.contype DESC, n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"
