-- Triggers on managed tables and those that call managed functions, with the body of the function and the columns of the table.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table, trigger.
SELECT
    'TRIGGER' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    g.tgname::text AS part,
    p.oid::bigint AS routine,
    pn.nspname::text || '.' || p.proname::text AS function,
    l.lanname::text AS language,
    p.prosrc AS body,
    (g.tgtype & 2) > 0 AND (g.tgtype & 1) > 0 AS before_each_row,
    ARRAY_REMOVE(ARRAY[
        CASE WHEN (g.tgtype & 4) > 0 THEN 'INSERT' END,
        CASE WHEN (g.tgtype & 16) > 0 THEN 'UPDATE' END,
        CASE WHEN (g.tgtype & 8) > 0 THEN 'DELETE' END
    ], NULL)::text[] AS events,
    COALESCE(g.tgnewtable::text, g.tgoldtable::text) IS NOT NULL AS transition_tables,
    ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ) AS columns
FROM pg_catalog.pg_trigger AS g
JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_proc AS p ON p.oid = g.tgfoid
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
WHERE NOT g.tgisinternal AND g.tgparentid = 0
  AND (n.nspname = ANY(%(schemas)s) OR pn.nspname = ANY(%(schemas)s))
ORDER BY n.nspname, c.relname, g.tgname
