-- Foreign keys whose columns do not lead any index of the referencing table. An index that leaves out only rows without a value counts.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table, constraint.
SELECT
    'FK CONSTRAINT' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    k.conname::text AS part,
    (
        SELECT string_agg(a.attname::text, ', ' ORDER BY o.position)
        FROM unnest(k.conkey) WITH ORDINALITY AS o (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = o.number
    ) AS columns,
    fn.nspname::text || '.' || f.relname::text AS referenced
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
    JOIN pg_catalog.pg_am AS m ON m.oid = ic.relam
    WHERE i.indrelid = k.conrelid AND m.amname IN ('btree', 'hash')
      AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
      AND (i.indpred IS NULL OR pg_catalog.pg_get_expr(i.indpred, i.indrelid) IN (
        SELECT '(' || pg_catalog.quote_ident(a.attname) || ' IS NOT NULL)' FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey)
      ))
  )
ORDER BY n.nspname, c.relname, k.conname
