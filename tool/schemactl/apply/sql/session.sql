-- What must be known of a session before it may change anything: one row.
-- Parameters: none. PostgreSQL 13 and later.
SELECT
    a.pid AS pid,
    a.backend_start AS started,
    pg_catalog.pg_is_in_recovery() AS recovering,
    pg_catalog.current_setting('transaction_read_only')::boolean AS read_only,
    (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = session_user) AS superuser,
    (SELECT s.setting::integer FROM pg_catalog.pg_settings AS s WHERE s.name = 'deadlock_timeout') AS deadlock_timeout_ms
FROM pg_catalog.pg_stat_activity AS a
WHERE a.pid = pg_catalog.pg_backend_pid()
