SET search_path = public;
CREATE TABLE metrics (time timestamptz NOT NULL, device int NOT NULL, v float8) PARTITION BY RANGE (time);
CREATE TABLE metrics_2024 PARTITION OF metrics FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX metrics_time ON metrics (time DESC);
