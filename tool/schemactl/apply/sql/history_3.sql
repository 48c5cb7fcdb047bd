-- From version 2 of the history's tables to version 3. Commands, run one by one in a transaction. Parameters: none.
CREATE TABLE schemactl.before (
    run_id bigint PRIMARY KEY REFERENCES schemactl.run ON DELETE CASCADE,
    document bytea NOT NULL,
    left_fingerprint text NOT NULL DEFAULT ''
);
