-- Checks of a domain by its oid; in the condition the value is called VALUE. `built_in`: they use nothing but what PostgreSQL brings.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: name.
SELECT
    k.conname::text AS name,
    pg_catalog.pg_get_expr(k.conbin, 0) AS condition,
    NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = k.oid AND d.refobjid <> k.contypid
    ) AS built_in
FROM pg_catalog.pg_constraint AS k
WHERE k.contypid = %(oid)s AND k.contype = 'c'
ORDER BY k.conname COLLATE "C"
