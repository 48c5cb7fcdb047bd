-- The tables of the history, version 3, in a schema that is there already. Commands, run one by one. `before` holds what the
-- database was like when the newest runs began, compressed.
-- Parameters: none. PostgreSQL 13 and later.
CREATE TABLE schemactl.run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    ended_at timestamptz,
    outcome text NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'applied', 'failed', 'killed')),
    login text NOT NULL DEFAULT session_user,
    process integer NOT NULL DEFAULT pg_catalog.pg_backend_pid(),
    tool_version text NOT NULL,
    live_fingerprint text NOT NULL,
    desired_fingerprint text NOT NULL,
    allowed text[] NOT NULL,
    failure text NOT NULL DEFAULT '',
    operator text NOT NULL DEFAULT ''
);

CREATE TABLE schemactl.statement (
    run_id bigint NOT NULL REFERENCES schemactl.run ON DELETE CASCADE,
    position integer NOT NULL,
    transaction_group integer NOT NULL,
    address text NOT NULL,
    command text NOT NULL,
    outcome text NOT NULL DEFAULT 'planned'
        CHECK (outcome IN ('planned', 'sent', 'applied', 'not applied', 'in doubt')),
    started_at timestamptz,
    finished_at timestamptz,
    elapsed_ms integer,
    tries integer NOT NULL DEFAULT 0,
    waited_ms integer NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, position)
);

CREATE TABLE schemactl.before (
    run_id bigint PRIMARY KEY REFERENCES schemactl.run ON DELETE CASCADE,
    document bytea NOT NULL,
    left_fingerprint text NOT NULL DEFAULT ''
);
