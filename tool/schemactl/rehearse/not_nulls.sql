-- NOT NULL constraints of one table that the server has given a number, because another table of the schema uses the name they would
-- have had, with that name.
-- Parameters: oid of the table by its quoted name. PostgreSQL 18 and later. Order: columns.
SELECT k.conname::text, u.name
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
CROSS JOIN LATERAL (SELECT c.relname || '_' || a.attname || '_not_null' AS name) AS u
WHERE k.contype = 'n' AND k.conrelid = %(table)s::pg_catalog.regclass
  AND pg_catalog.starts_with(k.conname::text, u.name)
  AND pg_catalog.substr(k.conname::text, pg_catalog.length(u.name) + 1) ~ '^[0-9]+$'
ORDER BY a.attnum
