-- Ends the runs nobody ended, and their statements, and returns what they had done. A statement that was sent outside any
-- transaction and has no result is in doubt; everything else without a result was rolled back or never sent.
-- Parameters: none. PostgreSQL 13 and later. Order: none; hardly ever more than one.
WITH killed AS (
    UPDATE schemactl.run AS r
    SET outcome = 'killed', ended_at = pg_catalog.clock_timestamp()
    WHERE r.outcome = 'running'
    RETURNING r.id, r.started_at, r.login
),
settled AS (
    UPDATE schemactl.statement AS s
    SET outcome = CASE s.outcome WHEN 'sent' THEN 'in doubt' ELSE 'not applied' END
    FROM killed AS k
    WHERE s.run_id = k.id AND s.outcome IN ('planned', 'sent')
)
SELECT
    k.id AS run_id,
    pg_catalog.to_char(k.started_at, 'YYYY-MM-DD HH24:MI') AS started,
    k.login AS login,
    pg_catalog.count(*) FILTER (WHERE s.outcome = 'applied') AS applied,
    COALESCE(pg_catalog.array_agg(s.address ORDER BY s.position) FILTER (WHERE s.outcome = 'sent'), '{}') AS in_doubt,
    pg_catalog.count(*) AS statements
FROM killed AS k
JOIN schemactl.statement AS s ON s.run_id = k.id
GROUP BY k.id, k.started_at, k.login
