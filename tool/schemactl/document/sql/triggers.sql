-- Triggers on documented relations, and those elsewhere that call a documented function. Inherited ones are left out.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, relation, name.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    t.tgname::text AS name,
    CASE WHEN t.tgtype & 64 = 64 THEN 'INSTEAD OF' WHEN t.tgtype & 2 = 2 THEN 'BEFORE' ELSE 'AFTER' END AS timing,
    array_remove(ARRAY[
        CASE WHEN t.tgtype & 4 = 4 THEN 'INSERT' END,
        CASE WHEN t.tgtype & 16 = 16 THEN 'UPDATE' END,
        CASE WHEN t.tgtype & 8 = 8 THEN 'DELETE' END,
        CASE WHEN t.tgtype & 32 = 32 THEN 'TRUNCATE' END
    ], NULL) AS events,
    ARRAY(
        SELECT a.attname::text FROM unnest(t.tgattr::smallint[]) AS u (number)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.tgrelid AND a.attnum = u.number ORDER BY a.attnum
    ) AS columns,
    t.tgtype & 1 = 1 AS each_row,
    t.tgqual IS NOT NULL AS conditional,
    pg_catalog.pg_get_triggerdef(t.oid, true) AS definition,
    fn.nspname::text AS function_schema,
    f.proname::text AS function_name,
    COALESCE(pg_catalog.obj_description(t.oid, 'pg_trigger'), '') AS comment
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_proc AS f ON f.oid = t.tgfoid
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.pronamespace
WHERE NOT t.tgisinternal AND t.tgparentid = 0
  AND (n.nspname = ANY(%(schemas)s) OR fn.nspname = ANY(%(schemas)s))
ORDER BY n.nspname, c.relname, t.tgname
