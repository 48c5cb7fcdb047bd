"""Figures computed in advance. Days and weeks are those of UTC, whoever refreshes.

A materialized view knows no row security: only the backend may read one, and readers get figures through functions.
"""

from __future__ import annotations

from sqlalchemy import Index, text

from schema.base import EVERYBODY, metadata
from schemactl import Every, Grant, MaterializedView, Revoke

user_books_daily_stats = MaterializedView.from_file(
    "views/user_books_daily_stats.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("user_books_daily_stats_user_id_upload_date_idx", "user_id", "upload_date", unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    refresh=Every("1 hour", concurrently=True),
    comment="Uploads per reader and day.",
)

reading_stats_weekly = MaterializedView.from_file(
    "views/reading_stats_weekly.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("reading_stats_weekly_user_id_week_start_idx", "user_id", text("week_start DESC"), unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    refresh=Every("1 hour", concurrently=True),
    comment="Books and study time per reader and week, for twelve weeks.",
)

pomodoro_stats_daily = MaterializedView.from_file(
    "views/pomodoro_stats_daily.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("pomodoro_stats_daily_user_id_session_date_idx", "user_id", text("session_date DESC"), unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    refresh=Every("1 hour", concurrently=True),
    comment="Sessions per reader and day, for ninety days.",
)

user_activity_summary = MaterializedView.from_file(
    "views/user_activity_summary.sql",
    metadata=metadata,
    schema="public",
    indexes=[Index("user_activity_summary_user_id_idx", "user_id", unique=True)],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    refresh=Every("1 hour", concurrently=True),
    comment="Totals per reader, with those who have done nothing yet.",
)

collection_hierarchy_cache = MaterializedView.from_file(
    "views/collection_hierarchy_cache.sql",
    metadata=metadata,
    schema="public",
    indexes=[
        Index("collection_hierarchy_cache_id_idx", "id", unique=True),  # what CONCURRENTLY asks for
        Index("idx_collection_hierarchy_cache_user_id", "user_id"),
        Index("idx_collection_hierarchy_cache_parent_id", "parent_id"),
    ],
    revokes=[Revoke("all", from_=EVERYBODY)],
    grants=[Grant("select", to="service_role")],
    refresh=Every("15 minutes", concurrently=True),
    comment="The folder tree at any depth, with book counts, as of the last refresh.",
)
