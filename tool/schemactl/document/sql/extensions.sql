-- Extensions with the schema they live in. plpgsql is left out: every database has it.
-- Parameters: none is read. PostgreSQL 15 and later. Order: name.
SELECT e.extname::text AS name, n.nspname::text AS schema
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
WHERE e.extname <> 'plpgsql' AND %(schemas)s::text[] IS NOT NULL
ORDER BY e.extname
