-- What stands around a run and would make it wait, or make it costly: one row each, with what is concerned and since when.
-- A login sees the transactions of other logins only as a member of pg_read_all_stats; locks, slots and prepared transactions
-- are there for all to see.
-- Parameters: relations text[] (qualified names of what the plan locks), minutes integer. PostgreSQL 15 and later.
-- Order: by sort and name.
WITH locked AS (
    SELECT pg_catalog.to_regclass(r.name)::oid AS oid, r.name
    FROM pg_catalog.unnest(%(relations)s::text[]) AS r (name)
),
here AS (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
-- A prepared transaction has no process; its locks share their virtual transaction with that on its own number.
SELECT 'prepared' AS sort, p.gid AS name, locked.name AS relation, p.prepared AS since, NULL::bigint AS bytes,
    h.mode AS mode
FROM pg_catalog.pg_prepared_xacts AS p
JOIN pg_catalog.pg_locks AS t
    ON t.pid IS NULL AND t.locktype = 'transactionid' AND t.transactionid = p.transaction
JOIN pg_catalog.pg_locks AS h
    ON h.pid IS NULL AND h.locktype = 'relation' AND h.virtualtransaction = t.virtualtransaction
JOIN locked ON locked.oid = h.relation
WHERE p.database = pg_catalog.current_database()
UNION
SELECT 'long', pg_catalog.concat_ws(' ', a.pid, NULLIF(a.application_name, ''), a.usename, a.state), '', a.xact_start, NULL, ''
FROM pg_catalog.pg_stat_activity AS a
WHERE a.datid = (SELECT oid FROM here) AND a.pid <> pg_catalog.pg_backend_pid() AND a.backend_type = 'client backend'
  AND a.xact_start < pg_catalog.clock_timestamp() - pg_catalog.make_interval(mins => %(minutes)s)
UNION
-- Autovacuum gives way to a lock request, but not where it prevents wraparound (PostgreSQL manual, Routine Vacuuming).
SELECT 'wraparound', h.pid::text, locked.name, NULL, NULL, ''
FROM pg_catalog.pg_locks AS h
JOIN locked ON locked.oid = h.relation
JOIN pg_catalog.pg_class AS c ON c.oid = h.relation
JOIN pg_catalog.pg_stat_activity AS a ON a.pid = h.pid AND a.backend_type = 'autovacuum worker'
WHERE h.mode = 'ShareUpdateExclusiveLock' AND h.granted
  AND pg_catalog.age(c.relfrozenxid) > pg_catalog.current_setting('autovacuum_freeze_max_age')::integer
UNION
SELECT 'slot', s.slot_name::text, '', NULL,
    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn)::bigint, ''
FROM pg_catalog.pg_replication_slots AS s
WHERE NOT s.active AND NOT s.temporary AND s.restart_lsn IS NOT NULL AND NOT pg_catalog.pg_is_in_recovery()
ORDER BY 1, 2, 3
