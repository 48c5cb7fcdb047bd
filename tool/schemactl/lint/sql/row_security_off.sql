-- Tables without row security on which anon or authenticated have a right, in a schema they may use.
-- Parameters: schemas text[], the managed schemas. PostgreSQL 15 and later. Order: schema, table.
SELECT
    'TABLE' AS kind,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    '' AS part,
    string_agg(r.rolname::text, ' and ' ORDER BY r.rolname) AS roles
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_roles AS r ON r.rolname IN ('anon', 'authenticated')
WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relrowsecurity
  AND n.nspname = ANY(%(schemas)s)
  AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')
  AND (pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
       OR pg_catalog.has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
GROUP BY n.nspname, c.relname
ORDER BY n.nspname, c.relname
