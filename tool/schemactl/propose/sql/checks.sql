-- Check constraints of relations by oid.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: relation, name.
SELECT
    k.conrelid::bigint AS relation,
    k.conname::text AS name,
    pg_catalog.pg_get_constraintdef(k.oid) AS definition,
    k.convalidated AS validated,
    k.conislocal AS local,
    k.coninhcount > 0 AS inherited,
    pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS condition,
    COALESCE(ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
    ), '{}')::text[] AS columns,
    k.connoinherit AS alone,
    -- What PostgreSQL brings along is in no row of pg_depend.
    NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = k.oid AND d.refobjid <> k.conrelid
    ) AS built_in
FROM pg_catalog.pg_constraint AS k
WHERE k.contype = 'c' AND k.conrelid = ANY(%(oids)s)
ORDER BY k.conrelid, k.conname COLLATE "C"
