-- Which of some objects a run has worked on outside any transaction without learning that it was done.
-- Parameters: addresses text[], as the history holds them. PostgreSQL 13 and later. Order: none.
SELECT DISTINCT s.address
FROM schemactl.statement AS s
JOIN schemactl.run AS r ON r.id = s.run_id
WHERE s.address = ANY(%(addresses)s::text[]) AND r.outcome <> 'running' AND s.outcome <> 'applied'
    AND s.started_at IS NOT NULL
