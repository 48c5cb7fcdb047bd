-- The server and the database at a glance.
-- Parameters: none. PostgreSQL 15 and later. One row.
SELECT
    current_database()::text AS database,
    current_user::text AS login,
    pg_catalog.current_setting('server_version') AS version,
    pg_catalog.pg_is_in_recovery() AS standby,
    pg_catalog.pg_postmaster_start_time() AS started_at,
    pg_catalog.now() AS observed_at,
    pg_catalog.pg_database_size(d.oid) AS size_bytes,
    pg_catalog.pg_encoding_to_char(d.encoding)::text AS encoding,
    d.datcollate::text AS collate,
    d.datcollversion IS DISTINCT FROM pg_catalog.pg_database_collation_actual_version(d.oid) AS collation_changed,
    pg_catalog.current_setting('autovacuum') = 'on' AS autovacuum,
    pg_catalog.current_setting('track_counts') = 'on' AS track_counts,
    pg_catalog.current_setting('fsync') = 'on' AS fsync,
    pg_catalog.current_setting('data_checksums') = 'on' AS checksums,
    s.stats_reset AS stats_reset,
    s.blks_hit AS blocks_hit,
    s.blks_read AS blocks_read,
    s.checksum_failures AS checksum_failures,
    s.deadlocks AS deadlocks,
    s.temp_bytes AS temp_bytes
FROM pg_catalog.pg_database AS d
JOIN pg_catalog.pg_stat_database AS s ON s.datid = d.oid
WHERE d.datname = current_database()
