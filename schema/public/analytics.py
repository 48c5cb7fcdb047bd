"""Figures computed in advance. Days and weeks are those of UTC, whoever refreshes.

A materialized view knows no row security: only the backend may read one, and readers get figures through functions.
pg_cron refreshes them where the server has it; ``analytics_freshness()`` says how old they are.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import INTERVAL, TIMESTAMP

from schema.base import EVERYBODY, metadata
from schemactl import CronJob, Grant, MaterializedView, Revoke, RowSecurity, Waive

user_books_daily_stats = MaterializedView.from_file(
    "views/user_books_daily_stats.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("user_books_daily_stats_user_id_upload_date_idx", "user_id", "upload_date", unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    comment="Uploads per reader and day.",
)

reading_stats_weekly = MaterializedView.from_file(
    "views/reading_stats_weekly.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("reading_stats_weekly_user_id_week_start_idx", "user_id", text("week_start DESC"), unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    comment="Books and study time per reader and week: this one and the twelve before.",
)

pomodoro_stats_daily = MaterializedView.from_file(
    "views/pomodoro_stats_daily.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("pomodoro_stats_daily_user_id_session_date_idx", "user_id", text("session_date DESC"), unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    comment="Sessions per reader and day: today and the ninety days before.",
)

user_activity_summary = MaterializedView.from_file(
    "views/user_activity_summary.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("user_activity_summary_user_id_idx", "user_id", unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    comment="Totals per reader, with those who have done nothing yet.",
)

collection_hierarchy_cache = MaterializedView.from_file(
    "views/collection_hierarchy_cache.sql",
    metadata=metadata,
    schema="public",
    indexes=[
        Index("collection_hierarchy_cache_id_idx", "id", unique=True),  # what CONCURRENTLY asks for
        Index("idx_collection_hierarchy_cache_user_id", "user_id"),
    ],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    comment="The folder tree at any depth, with book counts, as of the last refresh.",
)

analytics_refreshes = Table(
    "analytics_refreshes",
    metadata,
    Column("view_name", Text, primary_key=True),
    Column("refresh_every", INTERVAL, comment="What the schedule promised when it last ran."),
    Column("refreshed_at", TIMESTAMP(timezone=True), comment="When the last refresh that worked began to read."),
    Column("duration", INTERVAL),
    Column("row_count", BigInteger),
    Column("failed_at", TIMESTAMP(timezone=True), comment="When it last failed, if it has not worked since."),
    Column(
        "failure", Text, comment="The SQLSTATE of that. The message may quote somebody's row, so only the log has it."
    ),
    RowSecurity(),
    Waive("SL102", "nobody reads it but analytics_freshness(), with the rights of its owner"),
    Revoke("all", from_=EVERYBODY),
    schema="public",
    comment="The last refresh of each materialized view, for analytics_freshness().",
)


def refreshed(every: str, *views: MaterializedView) -> CronJob:
    """Return the job that refreshes some views, one after the other: side by side they would compete for the disk."""
    names = ", ".join(sorted(view.name for view in views))
    return CronJob(
        f"refresh analytics every {every}",
        metadata,
        schedule=every,
        command=f"SELECT public.refresh_analytics_views('{{{names}}}', '{every}')",
    )


refreshed("1 hour", user_books_daily_stats, reading_stats_weekly, pomodoro_stats_daily, user_activity_summary)
refreshed("15 minutes", collection_hierarchy_cache)
