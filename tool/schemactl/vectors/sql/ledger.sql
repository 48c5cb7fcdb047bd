-- The ledger of moved vectors, version 1, in a schema that is there already. Commands, run one by one.
-- The relation is kept by oid, so that the ledger follows a table that is renamed or moved to another schema.
-- Parameters: none. PostgreSQL 14 and later.
CREATE TABLE schemactl.offloaded_column (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    relation regclass NOT NULL,
    attribute name NOT NULL,
    store text NOT NULL,
    collection text NOT NULL,
    dimensions integer NOT NULL,
    distance text NOT NULL,
    home text NOT NULL,
    UNIQUE (relation, attribute),
    UNIQUE (store, collection)
);

CREATE TABLE schemactl.offloaded_vector (
    column_id integer NOT NULL REFERENCES schemactl.offloaded_column,
    key text COLLATE "C" NOT NULL,
    checksum bytea NOT NULL,
    state text NOT NULL DEFAULT 'out' CHECK (state IN ('out', 'returned', 'kept')),
    moved_at timestamptz NOT NULL DEFAULT pg_catalog.statement_timestamp(),
    PRIMARY KEY (column_id, key)
);

COMMENT ON TABLE schemactl.offloaded_column IS 'columns whose vectors schemactl moved to a store, version 1';

COMMENT ON TABLE schemactl.offloaded_vector IS 'vectors schemactl moved to a store; without it they cannot come back';
