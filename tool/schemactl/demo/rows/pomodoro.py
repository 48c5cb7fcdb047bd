"""Rows of timed reading: sessions (some never ended), badges and streaks."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from schemactl.demo.rows.source import Book, Row, RowSource, TableRows

_MINUTES_OF = {"work": 25, "shortBreak": 5, "longBreak": 15}
_MODES = ("work", "work", "work", "shortBreak", "longBreak")
_BADGES = ("first_steps", "consistent_reader", "marathon_reader", "explorer")
_ENDED_SHARE = 0.95


def pomodoro_rows(source: RowSource, users: tuple[str, ...], books: list[Book]) -> list[TableRows]:
    """Return the rows of sessions, badges and streaks."""
    won = list(product(users, _BADGES))
    badges = source.random.sample(won, min(source.count(89), len(won)))
    keen = source.random.sample(users, min(source.count(45), len(users)))
    return [
        TableRows(table="pomodoro_sessions", rows=tuple(_session(source, books) for _ in range(source.count(2500)))),
        TableRows(table="pomodoro_achievements", rows=tuple(_badge(source, user, kind) for user, kind in badges)),
        TableRows(table="pomodoro_streaks", rows=tuple(_streak(source, user) for user in keen)),
    ]


def _session(source: RowSource, books: list[Book]) -> Row:
    book, mode = source.pick(books), source.pick(_MODES)
    started = source.days_ago(120, 0.1)
    seconds = int(_MINUTES_OF[mode] * 60 * source.random.uniform(0.3, 1.0))
    # No update can end a session; the ended ones are older than the trigger that prevents it.
    ended = started + timedelta(seconds=seconds) if source.chance(_ENDED_SHARE) else None
    return {
        "id": source.identifier(),
        "user_id": book.user_id,
        "book_id": book.id,
        "started_at": started,
        "ended_at": ended,
        "duration_seconds": seconds if ended else None,
        "mode": mode,
        "completed": ended is not None and source.chance(0.8),
        "created_at": started,
        "updated_at": ended or started,
    }


def _badge(source: RowSource, user: str, kind: str) -> Row:
    return {
        "id": source.identifier(),
        "user_id": user,
        "achievement_type": kind,
        "unlocked_at": source.days_ago(120),
        "metadata": {"sessions": 1 + source.below(60)},
    }


def _streak(source: RowSource, user: str) -> Row:
    last = source.days_ago(20)
    current = source.below(12)
    return {
        "user_id": user,
        "current_streak": current,
        "longest_streak": current + source.below(20),
        "last_session_date": last.date().isoformat(),
        "weekly_progress": source.below(15),
        "week_start_date": (last - timedelta(days=last.weekday())).date().isoformat(),
        "updated_at": last,
    }
