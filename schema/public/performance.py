"""How the API performs: logged queries, and the alerts raised when a limit was passed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Numeric, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from schema.base import id_column, metadata, no, own_policies, rights, time_column, user_column
from schemactl import Grant

query_performance_log = Table(
    "query_performance_log",
    metadata,
    id_column(),
    user_column(),
    Column("query_type", Text, nullable=False),
    Column("execution_time_ms", Numeric, nullable=False),
    Column("rows_returned", BigInteger),
    Column("cache_hit", Boolean, server_default=no),
    Column("filters", JSONB),
    time_column("created_at"),
    Index("idx_query_performance_log_user_created", "user_id", text("created_at DESC")),
    *rights("select"),
    *own_policies("query performance logs", "select"),
    schema="public",
    comment="How long the API's queries took.",
)

performance_alerts = Table(
    "performance_alerts",
    metadata,
    id_column(),
    Column("alert_type", Text, nullable=False),
    user_column(),
    Column("query_type", Text),
    Column("execution_time_ms", Numeric),
    Column("payload_size_bytes", BigInteger),
    Column("error_count", BigInteger),
    Column("threshold_value", Numeric),
    Column("message", Text),
    Column("resolved", Boolean, server_default=no),
    time_column("created_at"),
    Column("resolved_at", TIMESTAMP(timezone=True)),
    CheckConstraint("alert_type IN ('slow_query', 'large_payload', 'high_error_rate')", name="alert_type"),
    Index("idx_performance_alerts_user_id", "user_id"),
    *rights("select"),
    # A reader may close an alert, not rewrite what was measured.
    Grant("update", to="authenticated", columns=["resolved", "resolved_at"]),
    *own_policies("performance alerts", "select", "update"),
    schema="public",
    comment="Raised when a query or a payload passed its limit.",
)
