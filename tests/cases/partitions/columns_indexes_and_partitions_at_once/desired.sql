SET search_path = public;
CREATE TABLE metrics (time timestamptz NOT NULL, device bigint NOT NULL, v float8, tags jsonb DEFAULT '{}') PARTITION BY RANGE (time);
CREATE TABLE metrics_2024 PARTITION OF metrics FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') WITH (fillfactor=90);
CREATE TABLE metrics_2025 PARTITION OF metrics FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE metrics_def PARTITION OF metrics DEFAULT;
CREATE INDEX metrics_time ON metrics USING brin (time) WITH (pages_per_range = 32);
CREATE UNIQUE INDEX metrics_u ON metrics (time, device);
CREATE STATISTICS metrics_s (dependencies) ON time, device FROM metrics;
