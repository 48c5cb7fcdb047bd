-- The session that holds the run lock: one row or none. A bigint key is shown in two halves with objsubid 1
-- (PostgreSQL manual, pg_locks).
-- Parameters: key bigint. PostgreSQL 13 and later.
SELECT l.pid AS pid, a.application_name AS application, a.usename AS login, a.backend_start AS since
FROM pg_catalog.pg_locks AS l
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
    AND l.classid = ((%(key)s::bigint >> 32) & 4294967295)::oid
    AND l.objid = (%(key)s::bigint & 4294967295)::oid
