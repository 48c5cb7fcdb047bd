-- Runs, newest first. Columns that an older version of the tables lacks are read as nothing.
-- Parameters: run_id bigint (NULL for all), most integer. PostgreSQL 15 and later. Order: newest first.
SELECT
    r.id AS id,
    r.started_at AS started_at,
    r.ended_at AS ended_at,
    r.outcome AS outcome,
    r.failure AS failure,
    r.login AS login,
    COALESCE(pg_catalog.to_jsonb(r) ->> 'operator', '') AS operator,
    r.tool_version AS tool_version,
    r.live_fingerprint AS live_fingerprint,
    r.desired_fingerprint AS desired_fingerprint,
    r.allowed AS allowed,
    pg_catalog.count(s.position)::integer AS statements,
    (pg_catalog.count(*) FILTER (WHERE s.outcome = 'applied'))::integer AS applied,
    COALESCE(pg_catalog.sum((pg_catalog.to_jsonb(s) ->> 'waited_ms')::bigint), 0)::bigint AS waited_ms
FROM schemactl.run AS r
LEFT JOIN schemactl.statement AS s ON s.run_id = r.id
WHERE %(run_id)s::bigint IS NULL OR r.id = %(run_id)s::bigint
GROUP BY r.id
ORDER BY r.id DESC
LIMIT %(most)s
