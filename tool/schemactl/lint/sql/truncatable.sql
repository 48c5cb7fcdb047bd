-- Tables with row security that anon or authenticated may empty: TRUNCATE asks no policy.
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
WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND n.nspname = ANY(%(schemas)s)
  AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')
  AND pg_catalog.has_table_privilege(r.oid, c.oid, 'TRUNCATE')
GROUP BY n.nspname, c.relname
ORDER BY n.nspname, c.relname
