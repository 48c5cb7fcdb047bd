"""Pomodoro: timed reading sessions, badges and streaks."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

from schema.base import (
    id_column,
    metadata,
    no,
    now,
    own_book,
    own_rows,
    reader,
    rights,
    time_column,
    touched,
    user_column,
    zero,
)
from schema.public.library_partitions import to_book
from schemactl import Function, Policy, Trigger, data_step

update_book_pomodoro_totals = Function.from_file(
    "functions/update_book_pomodoro_totals.sql",
    schema="public",
    metadata=metadata,
    execute_to=[],
    comment="Trigger: keeps the session totals of a book.",
)

pomodoro_sessions = Table(
    "pomodoro_sessions",
    metadata,
    id_column(),
    user_column(),
    Column("book_id", UUID, nullable=False),
    to_book(),
    Column("started_at", TIMESTAMP(timezone=True), nullable=False, server_default=now),
    Column("ended_at", TIMESTAMP(timezone=True)),
    Column("duration_seconds", Integer),
    Column("mode", Text, nullable=False),
    Column("completed", Boolean, server_default=no),
    time_column("created_at"),
    time_column("updated_at"),
    CheckConstraint("mode IN ('work', 'shortBreak', 'longBreak')", name="mode"),
    Index("idx_pomodoro_sessions_book_id", "book_id"),
    Index(
        "idx_pomodoro_sessions_active_covering",
        "user_id",
        text("started_at DESC"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    # The figures of a reader's days, from the index alone; mode is one of three short words.
    Index(
        "idx_pomodoro_sessions_user_time_covering",
        "user_id",
        text("started_at DESC"),
        postgresql_include=["book_id", "mode", "completed", "duration_seconds", "ended_at"],
    ),
    *own_rows("pomodoro sessions", may_write=own_book),
    touched("pomodoro_sessions"),
    Trigger(
        "trigger_update_book_pomodoro_totals",
        when="after insert or update or delete",
        each="row",
        of=["book_id", "ended_at", "duration_seconds"],
        function=update_book_pomodoro_totals,
    ),
    schema="public",
    comment="Work and break intervals spent on a book.",
)

# The trigger used to run BEFORE UPDATE only and swallowed the update that ends a session. Totals are counted once, when
# it is replaced.
data_step(
    "count the sessions of every book",
    metadata,
    sql="""
        UPDATE public.user_books AS book
        SET
            pomodoro_sessions_count = counted.sessions,
            total_pomodoro_sessions = counted.ended,
            total_pomodoro_time_seconds = counted.seconds,
            last_pomodoro_at = greatest(book.last_pomodoro_at, counted.latest)
        FROM (
            SELECT
                each.id,
                count(session.id) AS sessions,
                count(session.ended_at) AS ended,
                coalesce(sum(session.duration_seconds) FILTER (WHERE session.ended_at IS NOT NULL), 0) AS seconds,
                max(session.ended_at) AS latest
            FROM public.user_books AS each
            LEFT JOIN public.pomodoro_sessions AS session ON session.book_id = each.id
            GROUP BY each.id
        ) AS counted
        WHERE book.id = counted.id
            AND (book.pomodoro_sessions_count, book.total_pomodoro_sessions, book.total_pomodoro_time_seconds)
                IS DISTINCT FROM (counted.sessions, counted.ended, counted.seconds)
    """,
    when="""
        SELECT EXISTS (
            SELECT FROM pg_trigger
            WHERE tgname = 'trigger_update_book_pomodoro_totals'
                AND tgrelid = to_regclass('public.pomodoro_sessions')
                AND tgtype & 2 = 2
        )
    """,
    verify="""
        SELECT coalesce(sum(pomodoro_sessions_count), 0) = (SELECT count(*) FROM public.pomodoro_sessions)
        FROM public.user_books
    """,
)


def _own(noun: str) -> tuple[Policy, ...]:
    """Return policies for rows that are read and written but never deleted by their reader."""
    own = f"user_id = {reader}"
    return (
        Policy(f"Users can view their own {noun}", command="select", to="authenticated", using=own),
        Policy(f"Users can insert their own {noun}", command="insert", to="authenticated", check=own),
        Policy(f"Users can update their own {noun}", command="update", to="authenticated", using=own, check=own),
    )


# Badges and streaks hung on auth.users. They hang on profiles like everything else; an account without a profile would
# stop the new foreign key, which is better than deleting its badges.
pomodoro_achievements = Table(
    "pomodoro_achievements",
    metadata,
    id_column(),
    user_column(),
    Column("achievement_type", String(50), nullable=False),
    time_column("unlocked_at"),
    Column("metadata", JSONB),
    UniqueConstraint("user_id", "achievement_type"),
    *rights("select, insert, update"),
    *_own("achievements"),
    schema="public",
    comment="Badges.",
)

pomodoro_streaks = Table(
    "pomodoro_streaks",
    metadata,
    Column("user_id", UUID, ForeignKey("public.profiles.id", ondelete="CASCADE"), primary_key=True),
    Column("current_streak", Integer, server_default=zero),
    Column("longest_streak", Integer, server_default=zero),
    Column("last_session_date", Date),
    Column("weekly_goal", Integer, server_default=text("15")),
    Column("weekly_progress", Integer, server_default=zero),
    Column("week_start_date", Date),
    time_column("updated_at"),
    *rights("select, insert, update"),
    *_own("streaks"),
    touched("pomodoro_streaks"),
    schema="public",
    comment="Days in a row, and the weekly goal.",
)
