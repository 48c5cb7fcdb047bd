-- The end of a run and of its statements; a run that a later one has ended already stays as it is. A group whose COMMIT is
-- proven by its own row is never written over.
-- Parameters: run_id bigint, outcomes text[] by position, failure text. PostgreSQL 13 and later.
WITH ended AS (
    UPDATE schemactl.run AS r
    SET ended_at = pg_catalog.clock_timestamp(),
        outcome = CASE WHEN %(failure)s::text = '' THEN 'applied' ELSE 'failed' END,
        failure = %(failure)s::text
    WHERE r.id = %(run_id)s AND r.outcome = 'running'
    RETURNING r.id
)
UPDATE schemactl.statement AS s
SET outcome = o.outcome
FROM ended AS e
CROSS JOIN pg_catalog.unnest(%(outcomes)s::text[]) WITH ORDINALITY AS o (outcome, position)
WHERE s.run_id = e.id AND s.position = o.position AND s.outcome <> 'applied'
