-- The statements of a run. Columns that an older version of the tables lacks are read as nothing.
-- Parameters: run_id bigint. PostgreSQL 15 and later. Order: as they ran.
SELECT
    s.position AS position,
    s.transaction_group AS "group",
    s.address AS address,
    s.command AS command,
    s.outcome AS outcome,
    s.elapsed_ms AS elapsed_ms,
    COALESCE((pg_catalog.to_jsonb(s) ->> 'tries')::integer, 0) AS tries,
    COALESCE((pg_catalog.to_jsonb(s) ->> 'waited_ms')::integer, 0) AS waited_ms
FROM schemactl.statement AS s
WHERE s.run_id = %(run_id)s
ORDER BY s.position
