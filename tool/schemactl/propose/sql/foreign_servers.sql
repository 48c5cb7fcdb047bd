-- Foreign servers by oid; type and version are NULL where there is none.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    s.oid::bigint AS oid,
    s.srvname::text AS name,
    w.fdwname::text AS wrapper,
    s.srvtype AS type,
    s.srvversion AS version,
    COALESCE(s.srvoptions, '{}')::text[] AS options
FROM pg_catalog.pg_foreign_server AS s
JOIN pg_catalog.pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
WHERE s.oid = ANY(%(oids)s)
