-- Tables and views that an API serves: members of extensions and single partitions (PostgREST has no routes for them) left out.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, name.
SELECT
    c.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END AS kind,
    -- Bits 8 and 4 are INSERT and UPDATE; INSTEAD OF triggers and rules count (see information_schema.views).
    c.relkind IN ('r', 'p', 'f') OR pg_catalog.pg_relation_is_updatable(c.oid, true) & 8 = 8 AS takes_inserts,
    c.relkind IN ('r', 'p', 'f') OR pg_catalog.pg_relation_is_updatable(c.oid, true) & 4 = 4 AS takes_updates,
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) ELSE '' END AS query,
    COALESCE(pg_catalog.obj_description(c.oid, 'pg_class'), '') AS comment
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition
  AND n.nspname = ANY(%(schemas)s)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname, c.relname
