-- Primary keys and unique constraints by oid: how their index would be made by itself, and on what.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    k.oid::bigint AS oid,
    k.conname::text AS name,
    k.contype::text AS kind,
    k.conindid::bigint AS index,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    pg_catalog.pg_get_indexdef(k.conindid) AS definition,
    m.amname = 'btree' AS ordered,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    c.oid::bigint AS table,
    c.relkind::text AS relation_kind
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS x ON x.oid = k.conindid
JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
WHERE k.oid = ANY(%(oids)s) AND k.contype IN ('p', 'u', 'x')
