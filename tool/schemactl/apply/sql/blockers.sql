-- The sessions and prepared transactions a waiting session waits for. A prepared transaction has no process: it is counted
-- as process 0 (PostgreSQL manual, pg_blocking_pids), and its locks are shown without one. They share their virtual
-- transaction with the lock on its own transaction number, which leads to its name.
-- Parameters: pid integer. PostgreSQL 13 and later. Order: by process.
SELECT
    b.pid AS pid,
    a.application_name AS application,
    a.usename AS login,
    a.state AS state,
    a.xact_start AS since,
    NULL::text AS gid
FROM (SELECT DISTINCT pid FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(%(pid)s)) AS u (pid) WHERE pid <> 0) AS b
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = b.pid
UNION ALL
SELECT NULL, NULL, p.owner::text, NULL, p.prepared, p.gid
FROM pg_catalog.pg_locks AS w
JOIN pg_catalog.pg_locks AS h
    ON h.pid IS NULL AND h.granted AND h.locktype = w.locktype AND h.database = w.database AND h.relation = w.relation
JOIN pg_catalog.pg_locks AS t
    ON t.pid IS NULL AND t.locktype = 'transactionid' AND t.virtualtransaction = h.virtualtransaction
JOIN pg_catalog.pg_prepared_xacts AS p ON p.transaction = t.transactionid
WHERE w.pid = %(pid)s AND NOT w.granted AND 0 = ANY(pg_catalog.pg_blocking_pids(%(pid)s))
ORDER BY 1
