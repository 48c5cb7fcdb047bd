-- A new run and all its statements as planned; returns its key: one row.
-- Parameters: tool_version, live_fingerprint, desired_fingerprint, operator text; allowed text[]; groups integer[], addresses text[],
-- commands text[] by statement. PostgreSQL 13 and later.
WITH new_run AS (
    INSERT INTO schemactl.run (tool_version, live_fingerprint, desired_fingerprint, allowed, operator)
    VALUES (%(tool_version)s, %(live_fingerprint)s, %(desired_fingerprint)s, %(allowed)s::text[], %(operator)s)
    RETURNING id
),
planned AS (
    INSERT INTO schemactl.statement (run_id, position, transaction_group, address, command)
    SELECT r.id, s.position, s.transaction_group, s.address, s.command
    FROM new_run AS r
    CROSS JOIN unnest(%(groups)s::integer[], %(addresses)s::text[], %(commands)s::text[])
        WITH ORDINALITY AS s (transaction_group, address, command, position)
)
SELECT r.id AS id FROM new_run AS r
