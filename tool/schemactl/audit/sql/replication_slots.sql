-- Replication slots: an unused one keeps WAL and dead rows for a reader who may never come back.
-- Parameters: none. PostgreSQL 15 and later. Order: name.
SELECT
    s.slot_name::text AS name,
    s.slot_type::text AS sort,
    s.active,
    COALESCE(s.wal_status, '')::text AS wal_status,
    CASE
        WHEN pg_catalog.pg_is_in_recovery() THEN NULL
        ELSE pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn)::bigint
    END AS wal_bytes,
    GREATEST(pg_catalog.age(s.xmin), pg_catalog.age(s.catalog_xmin))::bigint AS held_back
FROM pg_catalog.pg_replication_slots AS s
ORDER BY s.slot_name
