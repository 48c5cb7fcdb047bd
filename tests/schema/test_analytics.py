"""The figures computed in advance: right to the second at edges of days and weeks, refreshed alone, of known age."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import fmean
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import TupleRow

from schemactl.pytest_plugin.database import DeclaredDatabase

Connection = psycopg.Connection[TupleRow]

VIEWS = (
    "collection_hierarchy_cache",
    "pomodoro_stats_daily",
    "reading_stats_weekly",
    "user_activity_summary",
    "user_books_daily_stats",
)
SECOND, DAY, WEEK = timedelta(seconds=1), timedelta(days=1), timedelta(weeks=1)


class Book(NamedTuple):
    """What the figures depend on."""

    id: UUID
    reader: UUID
    created: datetime
    kind: str
    size: int | None
    progress: int
    page: int | None
    read: datetime | None
    favourite: bool


class Session(NamedTuple):
    """Likewise."""

    reader: UUID
    book: UUID
    mode: str
    started: datetime
    ended: datetime | None
    seconds: int | None
    completed: bool


class Note(NamedTuple):
    """Likewise."""

    reader: UUID
    book: UUID
    created: datetime


class Library(NamedTuple):
    """Everything three readers have done, and when it is now."""

    now: datetime
    readers: list[UUID]
    books: list[Book]
    sessions: list[Session]
    notes: list[Note]


def moments(now: datetime, chance: random.Random) -> Iterator[datetime]:
    """Yield the edges of windows, days and weeks, a second to either side, then moments in between; none after now."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - today.weekday() * DAY
    edges = [today, today - DAY, today - 90 * DAY, monday, monday - WEEK, monday - 12 * WEEK, now - 7 * DAY]
    for edge in edges:
        # Further off by a few hours: there a session's time zone would put the edge.
        hours = (edge + timedelta(hours=hour, minutes=30) for hour in (-5, -1, 0, 13))
        yield from (min(moment, now) for moment in (edge - SECOND, edge, edge + SECOND, *hours))
    while True:
        yield now - timedelta(seconds=chance.randrange(100 * 24 * 3600))


def a_library(now: datetime) -> Library:
    """Return the books, sessions and notes of two readers; a third one has done nothing yet."""
    chance = random.Random(15)  # noqa: S311 - the same rows every time
    readers = [UUID(int=n, version=4) for n in (1, 2, 3)]
    library = Library(now, readers, [], [], [])
    for reader in readers[:2]:
        for created, read in zip(moments(now, chance), islice(moments(now, chance), 80), strict=False):
            identity = UUID(int=chance.getrandbits(128), version=4)
            kind, size = chance.choice(["pdf", "text"]), chance.choice([None, 0, chance.randrange(5 << 30)])
            progress, page = chance.randrange(101), chance.choice([None, chance.randrange(400)])
            opened = chance.choice([read, read, read, None])
            favourite = chance.random() < 0.3
            library.books.append(Book(identity, reader, created, kind, size, progress, page, opened, favourite))
        mine = [book.id for book in library.books if book.reader == reader]
        for started in islice(moments(now, chance), 200):
            mode = chance.choice(["work", "work", "shortBreak", "longBreak"])
            ended, seconds = chance.choice([None, started + DAY / 24]), chance.choice([None, chance.randrange(7200)])
            book = chance.choice(mine[:40])
            library.sessions.append(Session(reader, book, mode, started, ended, seconds, chance.random() < 0.5))
        for created in islice(moments(now, chance), 60):
            library.notes.append(Note(reader, chance.choice(mine[:30]), created))
    return library


def fill(connection: Connection) -> Library:
    """Insert a library; the open transaction stands still at its moment."""
    [now] = connection.execute("SELECT now()").fetchone() or ()
    library = a_library(now)
    with connection.cursor() as cursor:
        for reader in library.readers:
            cursor.execute("INSERT INTO auth.users (id, email) VALUES (%s, %s)", [reader, f"{reader}@example.org"])
        cursor.executemany(
            "INSERT INTO public.user_books (title, file_name, s3_key, text_content, id, user_id, created_at, file_type,"
            " file_size_bytes, reading_progress, last_read_page, last_read_at, is_favorite)"
            " VALUES ('t', 'f', 'k', 'x', %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            library.books,
        )
        cursor.executemany(
            "INSERT INTO public.pomodoro_sessions (user_id, book_id, mode, started_at, ended_at, duration_seconds,"
            " completed) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            library.sessions,
        )
        cursor.executemany(
            "INSERT INTO public.user_notes (page_number, content, user_id, book_id, created_at)"
            " VALUES (1, 'n', %s, %s, %s)",
            library.notes,
        )
    return library


def grouped(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """Return rows by key."""
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def mean(values: list[Any]) -> float | None:
    """Return the mean of what is known; None of nothing, as SQL does."""
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def total(values: Iterable[Any]) -> float:
    """Return the sum of what is known."""
    return float(sum(value for value in values if value is not None))


def day(moment: datetime) -> date:
    """Return the day of UTC."""
    return moment.astimezone(UTC).date()


def week(moment: datetime) -> date:
    """Return the Monday of UTC."""
    return day(moment) - day(moment).weekday() * DAY


def daily_uploads(library: Library) -> set[tuple[Any, ...]]:
    """Return what user_books_daily_stats should hold."""
    noted, studied = {note.book for note in library.notes}, {session.book for session in library.sessions}
    return {
        (
            *(reader, when, len(books)),
            *(sum(book.kind == kind for book in books) for kind in ("pdf", "text")),
            *(total(book.size for book in books), round(fmean(book.progress for book in books), 6)),
            sum(book.favourite for book in books),
            *(sum(book.id in used for book in books) for used in (noted, studied)),
        )
        for (reader, when), books in grouped(library.books, lambda book: (book.reader, day(book.created))).items()
    }


def daily_sessions(library: Library) -> set[tuple[Any, ...]]:
    """Return what pomodoro_stats_daily should hold."""
    recent = [session for session in library.sessions if day(session.started) >= day(library.now) - 90 * DAY]
    found = set()
    for (reader, when), sessions in grouped(recent, lambda session: (session.reader, day(session.started))).items():
        work = [session for session in sessions if session.mode == "work"]
        average = mean([session.seconds for session in work])
        found.add(
            (
                *(reader, when, len(sessions), len(work), len(sessions) - len(work)),
                sum(session.completed for session in sessions),
                total(session.seconds for session in work),
                None if average is None else round(average, 6),
                len({session.book for session in sessions}),
            )
        )
    return found


def weekly(library: Library) -> set[tuple[Any, ...]]:
    """Return what reading_stats_weekly should hold."""
    first = week(library.now) - 12 * WEEK
    read = grouped([b for b in library.books if b.read and week(b.read) >= first], lambda b: (b.reader, week(b.read)))
    worked = [s for s in library.sessions if s.mode == "work" and s.ended and week(s.started) >= first]
    studied = grouped(worked, lambda session: (session.reader, week(session.started)))
    return {
        (
            *(reader, when, len(books)),
            *(
                round(value, 6)
                for value in (total(b.progress for b in books) / 100, mean([b.progress for b in books]) or 0)
            ),
            total(book.page for book in books),
            round(mean([session.seconds for session in sessions]) or 0, 6),
            total(session.seconds for session in sessions),
        )
        for reader, when in read.keys() | studied.keys()
        for books, sessions in [(read.get((reader, when), []), studied.get((reader, when), []))]
    }


def summaries(library: Library) -> set[tuple[Any, ...]]:
    """Return what user_activity_summary should hold."""
    noted, lately = {note.book for note in library.notes}, library.now - 7 * DAY
    found = set()
    for reader in library.readers:
        books, sessions, notes = (
            [row for row in rows if row.reader == reader] for rows in (library.books, library.sessions, library.notes)
        )
        seen = [b.read for b in books if b.read] + [s.started for s in sessions] + [n.created for n in notes]
        found.add(
            (
                *(reader, len(books), sum(book.favourite for book in books), sum(book.id in noted for book in books)),
                *(len(notes), sum(note.created >= lately for note in notes)),
                *(len(sessions), total(session.seconds for session in sessions if session.mode == "work")),
                *(sum(session.started >= lately for session in sessions), max(seen, default=None)),
            )
        )
    return found


EXPECTED: dict[str, tuple[Callable[[Library], set[tuple[Any, ...]]], str]] = {
    "user_books_daily_stats": (
        daily_uploads,
        """user_id, upload_date, total_books, pdf_books, text_books, total_size_bytes::float,
        round(avg_reading_progress, 6)::float, favorite_books, books_with_notes, books_with_sessions""",
    ),
    "pomodoro_stats_daily": (
        daily_sessions,
        """user_id, session_date, total_sessions, work_sessions, break_sessions, completed_sessions,
        total_work_seconds::float, round(avg_work_duration_seconds, 6)::float, unique_books_studied""",
    ),
    "reading_stats_weekly": (
        weekly,
        """user_id, (week_start AT TIME ZONE 'UTC')::date, books_read, round(total_progress, 6)::float,
        round(avg_progress_per_book, 6)::float, total_pages_read::float,
        round(avg_session_duration_seconds, 6)::float, total_study_time_seconds::float""",
    ),
    "user_activity_summary": (
        summaries,
        """user_id, total_books, favorite_books, books_with_notes, total_notes, notes_last_7_days,
        total_pomodoro_sessions, total_study_seconds::float, sessions_last_7_days, last_activity_at""",
    ),
}
"""What each view should hold, and its columns in that form."""


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe"])
def test_figures_are_those_of_the_rows(declared_database: DeclaredDatabase, zone: str) -> None:
    """Counted in Python, from the same rows, in days and weeks of UTC: whatever the time zone of whoever refreshes."""
    with declared_database.connect(autocommit=False) as connection:
        library = fill(connection)
        connection.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        connection.execute("SELECT public.refresh_all_analytics_views()")
        for view, (expected, columns) in EXPECTED.items():
            found = connection.execute(f"SELECT {columns} FROM public.{view}".encode()).fetchall()
            assert len(found) >= 3, view
            assert set(found) == expected(library), view
        connection.rollback()


def test_a_view_that_fails_does_not_stop_the_others(declared_database: DeclaredDatabase) -> None:
    """A view that fails is noted by its code alone; the others are refreshed, and so is it once it can be."""
    database = declared_database
    database.connection.execute(
        "CREATE TABLE public.divisors (n integer);"
        "INSERT INTO public.divisors VALUES (1);"
        "CREATE MATERIALIZED VIEW public.broken AS SELECT n, 1 / n AS share FROM public.divisors;"
        "CREATE UNIQUE INDEX ON public.broken (n);"
        "UPDATE public.divisors SET n = 0"
    )
    run = "SELECT public.refresh_analytics_views('{broken, no_such_view, user_activity_summary}', '1 hour')"
    with database.as_role("service_role") as service:
        service.execute("SET LOCAL client_min_messages = error")
        assert service.execute(run.encode()).fetchone() == (1,)
    noted = "SELECT failure FROM public.analytics_freshness() WHERE view_name = %s"
    assert database.value(noted, "broken") == "22012"  # division by zero
    assert database.value(noted, "user_activity_summary") is None
    database.connection.execute("UPDATE public.divisors SET n = 2")
    assert database.value(run) == 2
    assert database.value(noted, "broken") is None


def test_the_age_of_every_view_is_known(declared_database: DeclaredDatabase) -> None:
    """One that was never refreshed is stale, and so is one whose refresh was missed twice; the service can ask."""
    database = declared_database
    freshness = "SELECT view_name, is_stale FROM public.analytics_freshness()"
    assert database.rows(freshness) == [(view, True) for view in VIEWS]
    database.connection.execute("SELECT public.refresh_analytics_views(%s, '1 hour')", [list(VIEWS)])
    assert database.rows(freshness) == [(view, False) for view in VIEWS]
    database.connection.execute(
        "UPDATE public.analytics_refreshes SET refreshed_at = now() - interval '121 minutes'"
        " WHERE view_name = 'reading_stats_weekly'"
    )
    with database.as_role("service_role") as service:
        rows = service.execute("SELECT * FROM public.analytics_freshness() WHERE is_stale").fetchall()
    [(view, refreshed_at, age, every, _, failed_at, _)] = rows
    assert (view, every, failed_at) == ("reading_stats_weekly", timedelta(hours=1), None)
    assert timedelta(minutes=121) <= age < timedelta(minutes=122)
    assert refreshed_at.tzinfo is not None
    for role in ("anon", "authenticated"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), database.as_role(role) as reader:
            reader.execute("SELECT public.analytics_freshness()")


def test_refreshes_do_not_pile_up(declared_database: DeclaredDatabase) -> None:
    """What somebody refreshes at this moment is left to them; the rest is done, without a wait."""
    with declared_database.connect(autocommit=False) as busy:
        busy.execute("SELECT public.refresh_analytics_view('user_activity_summary')")
        other = declared_database.connection
        other.execute("SET statement_timeout = '10s'")
        run = "SELECT public.refresh_analytics_views('{user_activity_summary, pomodoro_stats_daily}', '1 hour')"
        assert declared_database.value(run) == 1
        assert declared_database.rows("SELECT view_name FROM public.analytics_refreshes") == [("pomodoro_stats_daily",)]
        busy.rollback()
    assert declared_database.value(run) == 2


def test_a_refresh_that_waited_for_an_erasure_brings_nothing_back(declared_database: DeclaredDatabase) -> None:
    """It looks at the tables after the wait; REFRESH by itself would have looked before."""
    book = declared_database.make("public.user_books")
    declared_database.connection.execute("SELECT public.refresh_all_analytics_views()")
    count = "SELECT count(*) FROM public.user_books_daily_stats WHERE user_id = %s"
    assert declared_database.value(count, book["user_id"]) == 1
    with declared_database.connect(autocommit=False) as eraser, declared_database.connect() as scheduler:
        eraser.execute("SELECT public.cleanup_user_data(%s)", [book["user_id"]])
        refresh = "SELECT public.refresh_analytics_view('user_books_daily_stats')"
        waiting = threading.Thread(target=scheduler.execute, args=[refresh])
        waiting.start()
        blocked = "SELECT cardinality(pg_blocking_pids(%s)) > 0"
        deadline = time.monotonic() + 10
        while not declared_database.value(blocked, scheduler.info.backend_pid):
            assert time.monotonic() < deadline
        eraser.commit()
        waiting.join(timeout=10)
        assert not waiting.is_alive()
    assert declared_database.value(count, book["user_id"]) == 0
