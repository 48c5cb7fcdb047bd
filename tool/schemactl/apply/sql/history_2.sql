-- From version 1 of the history's tables to version 2. Commands, run one by one in a transaction. Parameters: none.
ALTER TABLE schemactl.run ADD COLUMN operator text NOT NULL DEFAULT '';

ALTER TABLE schemactl.statement ADD COLUMN tries integer NOT NULL DEFAULT 0;

ALTER TABLE schemactl.statement ADD COLUMN waited_ms integer NOT NULL DEFAULT 0;
