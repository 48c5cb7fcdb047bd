-- Sessions whose transaction has been open for long, and those that hold back what VACUUM may remove. A login without pg_read_all_stats
-- sees no times of others: they are counted as hidden.
-- Parameters: none. PostgreSQL 15 and later. Order: age, oldest first.
SELECT
    a.pid,
    COALESCE(a.usename, '')::text AS login,
    COALESCE(a.application_name, '')::text AS application,
    COALESCE(a.state, '')::text AS state,
    a.xact_start AS began_at,
    extract(epoch FROM pg_catalog.now() - a.xact_start)::bigint AS seconds,
    GREATEST(pg_catalog.age(a.backend_xmin), pg_catalog.age(a.backend_xid))::bigint AS held_back,
    a.state IS NULL AND a.backend_type = 'client backend' AS hidden
FROM pg_catalog.pg_stat_activity AS a
WHERE a.pid <> pg_catalog.pg_backend_pid()
  AND (a.datname = current_database() OR a.datname IS NULL AND a.backend_xmin IS NOT NULL)
  AND (a.xact_start IS NOT NULL OR a.state IS NULL AND a.backend_type = 'client backend')
ORDER BY a.xact_start NULLS LAST, a.pid
