-- Locks this session holds on relations users made, with the file node of each and what is known to hold for all its rows
-- (valid constraints) or indexes them. Parameters: none. PostgreSQL 15 and later.
SELECT
    c.oid::bigint AS oid,
    pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS relation,
    c.relkind::text AS kind,
    l.mode AS mode,
    CASE WHEN c.relkind IN ('r', 'm', 'i') THEN pg_catalog.pg_relation_filenode(c.oid)::bigint END AS file_node,
    ARRAY(
        SELECT k.oid::bigint
        FROM pg_catalog.pg_constraint AS k
        WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f') AND k.convalidated
        UNION ALL
        SELECT i.indexrelid::bigint
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid AND x.relkind = 'i'
        WHERE i.indrelid = c.oid
    ) AS checked
FROM pg_catalog.pg_locks AS l
JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.locktype = 'relation'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
