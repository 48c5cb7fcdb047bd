-- The indexes that cover a column, with the key each belongs to if there is one, and the other columns each covers.
-- Parameters: oid bigint (of the table), column text. PostgreSQL 15 and later. Order: by name.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    pg_catalog.pg_get_indexdef(x.indexrelid) AS definition,
    ARRAY(
        SELECT DISTINCT o.attname::text FROM pg_catalog.pg_attribute AS o
        WHERE o.attrelid = a.attrelid AND o.attnum <> a.attnum AND (
            o.attnum = ANY (x.indkey) OR EXISTS (
                SELECT FROM pg_catalog.pg_depend AS d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = x.indexrelid
                  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid
                  AND d.refobjsubid = o.attnum
            )
        )
    ) AS others,
    COALESCE(k.conname::text, '') AS key,
    COALESCE(k.contype::text, '') AS kind,
    COALESCE(k.condeferrable, false) AS deferrable,
    COALESCE(k.condeferred, false) AS deferred,
    COALESCE(pg_catalog.obj_description(x.indexrelid, 'pg_class'), '') AS comment,
    COALESCE(pg_catalog.obj_description(k.oid, 'pg_constraint'), '') AS key_comment
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_index AS x ON x.indrelid = a.attrelid
JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = x.indexrelid AND k.contype IN ('p', 'u')
WHERE a.attrelid = %(oid)s AND a.attname = %(column)s
  AND (
      a.attnum = ANY (x.indkey) OR EXISTS (
          SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = x.indexrelid
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid
            AND d.refobjsubid = a.attnum
      )
  )
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
