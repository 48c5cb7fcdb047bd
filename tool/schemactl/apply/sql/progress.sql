-- What a session is doing: the phase of the index it builds and how much of that is done, or whether it waits for a lock.
-- Parameters: pid integer. PostgreSQL 12 and later. Order: one row, or none.
SELECT
    COALESCE(b.phase, CASE WHEN a.wait_event_type = 'Lock' THEN 'waiting for a lock' ELSE 'working' END)::text AS doing,
    CASE
        WHEN b.blocks_total > 0 THEN 100 * b.blocks_done / b.blocks_total
        WHEN b.tuples_total > 0 THEN 100 * b.tuples_done / b.tuples_total
        WHEN b.lockers_total > 0 THEN 100 * b.lockers_done / b.lockers_total
    END::integer AS percent
FROM pg_catalog.pg_stat_activity AS a
LEFT JOIN pg_catalog.pg_stat_progress_create_index AS b ON b.pid = a.pid
WHERE a.pid = %(pid)s
