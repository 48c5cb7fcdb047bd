-- Foreign keys that may have orphans: not validated, not enforced, or with a trigger that does not fire.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table, constraint.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    k.conname::text AS name,
    fn.nspname::text AS referenced_schema,
    f.relname::text AS referenced,
    ARRAY(
        SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS o (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = o.number ORDER BY o.position
    ) AS columns,
    ARRAY(
        SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS o (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = o.number ORDER BY o.position
    ) AS referenced_columns,
    k.confmatchtype = 'f' AS match_full
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname = ANY(%(schemas)s)
  AND (
    NOT k.convalidated
    OR EXISTS (SELECT FROM pg_catalog.pg_trigger AS g WHERE g.tgconstraint = k.oid AND g.tgenabled = 'D')
  )
ORDER BY n.nspname, c.relname, k.conname
