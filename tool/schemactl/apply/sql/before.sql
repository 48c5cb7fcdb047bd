-- What was recorded of a run for taking it back.
-- Parameters: run_id bigint. PostgreSQL 15 and later.
SELECT b.document AS document, b.left_fingerprint AS left_fingerprint
FROM schemactl.before AS b
WHERE b.run_id = %(run_id)s
