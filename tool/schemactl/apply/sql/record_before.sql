-- What the database was like before a run; those of the oldest runs go.
-- Parameters: run_id bigint, document bytea, most integer. PostgreSQL 15 and later.
WITH outdated AS (
    DELETE FROM schemactl.before WHERE run_id <= %(run_id)s::bigint - %(most)s::integer
)
INSERT INTO schemactl.before (run_id, document) VALUES (%(run_id)s, %(document)s)
