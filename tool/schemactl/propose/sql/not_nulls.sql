-- NOT NULL constraints as PostgreSQL 18 stores them; a name is given only where it is not the one the server would choose.
-- Parameters: oids bigint[]. PostgreSQL 18 and later. Order: none.
SELECT
    k.conrelid::bigint AS relation,
    a.attname::text AS name,
    k.conname::text AS constraint_name,
    k.coninhcount > 0 OR k.conname = c.relname || '_' || a.attname || '_not_null' AS default_name,
    k.coninhcount > 0 AS inherited,
    k.conislocal AS local,
    k.connoinherit AS no_inherit,
    k.convalidated AS validated
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
WHERE k.contype = 'n' AND k.conrelid = ANY(%(oids)s)
