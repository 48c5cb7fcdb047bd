-- What moves remember: one row per table whose rows move.
CREATE TABLE IF NOT EXISTS schemactl.repartition (
    source text PRIMARY KEY,
    twin text NOT NULL,
    source_oid integer NOT NULL,
    twin_oid integer NOT NULL,
    phase text NOT NULL CHECK (phase IN ('moving', 'moved', 'swapped')),
    last_key text[] NOT NULL,
    rows bigint NOT NULL,
    marks text NOT NULL,
    twin_triggers text[] NOT NULL,
    twin_trigger_states text[] NOT NULL,
    pending text[] NOT NULL,
    started_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    changed_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);
