-- The run that was at work at a moment. Runs follow each other, so there is one at most.
-- Parameters: moment timestamptz. PostgreSQL 15 and later.
SELECT r.id AS id
FROM schemactl.run AS r
WHERE r.started_at <= %(moment)s AND COALESCE(r.ended_at, 'infinity') >= %(moment)s
ORDER BY r.id DESC
LIMIT 1
