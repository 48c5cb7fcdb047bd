"""What the application calls: every function runs for whoever may call it, and for nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, UndefinedTable
from psycopg.rows import TupleRow

from schemactl.postgres.connect import connect

Connection = psycopg.Connection[TupleRow]

ROOT = Path(__file__).parents[2]
ONE_READER = Path(__file__).with_name("one_reader.sql")


def key(digit: str, number: str) -> str:
    """Return an id of the reader whose ids begin with a digit."""
    return f"{digit}0000000-0000-4000-8000-{number:>012}"


ANNA, BEN = key("a", "1"), key("b", "1")
SEA, MAPS, SAILING = key("a", "b001"), key("a", "b002"), key("a", "b003")
QUERY = "[" + ",".join(["1", *["0"] * 767]) + "]"
FILTERS = '{"file_type": "pdf", "is_favorite": true, "min_progress": 20}'

AS_READER: dict[str, tuple[str, int]] = {
    "bulk_delete_highlights": (f"ARRAY['{key('a', 'e001')}', '{key('a', 'e002')}']::uuid[]", 1),
    "check_performance_alerts": (f"'{ANNA}', 'search', 700.5, 300000", 1),
    "check_pomodoro_achievements": (f"'{ANNA}', '{{}}'", 1),
    "get_achievement_progress": (f"'{ANNA}'", 4),
    "get_active_pomodoro_session": (f"'{ANNA}'", 1),
    "get_annotation_stats": (f"'{ANNA}'", 1),
    "get_book_embeddings": (f"'{SEA}'", 2),
    "get_book_highlights": (f"'{SEA}'", 2),
    "get_book_storage_stats": (f"'{ANNA}'", 1),
    "get_collection_hierarchy": (f"'{ANNA}'", 3),
    "get_collection_hierarchy_cached": (f"'{ANNA}'", 3),
    "get_daily_pomodoro_stats": (f"'{ANNA}'", 2),
    "get_document_centric_graph": (f"'{SEA}', '{ANNA}'", 5),
    "get_document_description": (f"'{SEA}'", 1),
    "get_document_relationship_stats": (f"'{ANNA}'", 1),
    "get_embedding_stats": (f"'{ANNA}'", 1),
    "get_highlight_stats": (f"'{ANNA}'", 1),
    "get_library_stats": (f"'{ANNA}'", 1),
    "get_pomodoro_stats_daily": (f"'{ANNA}'", 2),
    "get_reading_stats_weekly": (f"'{ANNA}'", 1),
    "get_user_activity_summary": (f"'{ANNA}'", 1),
    "get_user_books_daily_stats": (f"'{ANNA}'", 3),
    "get_note_relationships": (f"'{key('a', 'd001')}', '{ANNA}'", 3),
    "get_pomodoro_stats_by_book": (f"'{SEA}'", 1),
    "get_related_documents_with_details": (f"'{MAPS}'", 2),
    "get_related_memories": (f"'{key('a', '5001')}'", 2),
    "get_similar_memories": (f"'{ANNA}', '{QUERY}'", 2),
    "get_time_of_day_patterns": (f"'{ANNA}'", 2),
    "get_user_achievements": (f"'{ANNA}'", 1),
    "get_user_performance_summary": (f"'{ANNA}'", 1),
    "get_user_reading_stats": (f"'{ANNA}'", 1),
    "get_user_streak": (f"'{ANNA}'", 1),
    "get_user_usage_stats": (f"'{ANNA}'", 1),
    "get_weekly_pomodoro_summary": (f"'{ANNA}'", 1),
    "has_book_embeddings": (f"'{SEA}'", 1),
    "increment_embedding_query_count": (f"'{key('a', '6001')}'", 1),
    "increment_tts_cache_access": (f"'{key('a', '1001')}'", 1),
    "is_feature_enabled": (f"'memory_graph', '{ANNA}'", 1),
    "jsonb_uuid_elems": (f'\'["{SEA}", "{MAPS}"]\'', 2),
    "log_query_performance": (f"'{ANNA}', 'search', 12.5, 50, false, '{{}}'", 1),
    "log_query_performance_with_alerts": (f"'{ANNA}', 'search', 1200", 1),
    "mark_page_highlights_orphaned": (f"'{SEA}', 3", 1),
    "search_annotations": (f"'{ANNA}', 'MAPS'", 1),
    "search_user_books": (f"'{ANNA}', 'sea', '{FILTERS}'", 1),
    "update_pomodoro_streak": (f"'{ANNA}', '2025-11-09'", 1),
    "update_reading_progress": (f"'{SEA}', 60, 200", 1),
}
"""Arguments by which a signed-in reader calls each function, and how many rows come back at least."""

AS_SERVICE: dict[str, tuple[str, int]] = {
    "cleanup_old_tts_cache": ("", 1),
    "cleanup_user_data": (f"'{ANNA}'", 26),
    "explain_search_query": (f"'{ANNA}', 'sea', '{FILTERS}', 'title'", 1),
    "refresh_all_analytics_views": ("", 1),
    "refresh_analytics_view": ("'user_activity_summary'", 1),
    "refresh_collection_hierarchy_cache": ("", 1),
    "reset_monthly_ocr_counters": ("", 1),
}
"""The same for those only the service may call."""

EVERY_CALL = {**AS_READER, **AS_SERVICE}

WITH_RIGHTS_OF_OWNER = {
    *("check_performance_alerts", "cleanup_user_data", "get_collection_hierarchy_cached", "get_pomodoro_stats_daily"),
    *("get_reading_stats_weekly", "get_user_activity_summary", "get_user_books_daily_stats"),
    *("increment_embedding_query_count", "is_feature_enabled", "log_query_performance"),
    *("refresh_all_analytics_views", "refresh_analytics_view", "refresh_collection_hierarchy_cache"),
}

WRITING = {
    *("bulk_delete_highlights", "check_performance_alerts", "check_pomodoro_achievements", "cleanup_old_tts_cache"),
    *("cleanup_user_data", "explain_search_query", "increment_embedding_query_count", "increment_tts_cache_access"),
    *("log_query_performance", "log_query_performance_with_alerts", "mark_page_highlights_orphaned"),
    *("refresh_all_analytics_views", "refresh_analytics_view", "refresh_collection_hierarchy_cache"),
    *("reset_monthly_ocr_counters", "update_pomodoro_streak", "update_reading_progress"),
}

ANSWERS_NOTHING: dict[str, Any] = {
    "bulk_delete_highlights": 0,
    "get_annotation_stats": (0, 0, 0),
    "get_book_storage_stats": (0, 0, 0, 0, 0, 0),
    "get_document_description": "",
    "get_document_relationship_stats": (0, 0, 0),
    "get_embedding_stats": (0, 0, 0, 0, {}, {}),
    "get_highlight_stats": (0, 0, 0),
    "get_library_stats": (0, 0, 0, 0),
    "get_pomodoro_stats_by_book": (0, 0, 0, 0, 0, 0, 0, 0, None),
    "get_user_performance_summary": (0, None, None, None, 0, 0, 0),
    "get_user_reading_stats": (0, 0, 0, 0, 0),
    "get_user_usage_stats": (0, 0, 0, 0, None),
    "has_book_embeddings": False,
    "increment_embedding_query_count": None,
    "increment_tts_cache_access": None,
    "is_feature_enabled": False,
    "mark_page_highlights_orphaned": 0,
    "update_reading_progress": None,
}
"""The one row somebody else gets; where a function is not listed, there is none, or an error."""


@pytest.fixture(scope="module")
def two_readers(declared: str) -> Iterator[Connection]:
    """Return a superuser's session on the declared database with two readers and fresh views, never committed."""
    with connect(declared, autocommit=False) as connection:
        # Sessions of the tool have it off, so that a query it would filter is an error.
        connection.execute("SET row_security = on")
        for digit in "ab":
            connection.execute(ONE_READER.read_text(encoding="utf-8").replace("x0000000", f"{digit}0000000").encode())
        connection.execute(
            "INSERT INTO public.feature_flags (name, enabled, rollout_percentage, user_whitelist)"
            " VALUES ('memory_graph', true, 0, ARRAY[%s, %s]::uuid[]), ('off', false, 100, '{}'),"
            " ('for_all', true, 100, '{}')",
            [ANNA, BEN],
        )
        connection.execute("SELECT public.refresh_all_analytics_views()")
        yield connection
        connection.rollback()


@pytest.fixture
def database(two_readers: Connection) -> Iterator[Connection]:
    """Return the session at a point it goes back to afterwards."""
    with two_readers.transaction(force_rollback=True):
        yield two_readers


@contextmanager
def speaking_as(database: Connection, role: str, user: str | None = None) -> Iterator[None]:
    """Act as a role, for a user, the way the API gateway does: claims as a setting, then SET ROLE."""
    with database.transaction():
        claims = json.dumps({"role": role, "sub": user} if user else {"role": role})
        database.execute("SELECT set_config('request.jwt.claims', %s, true)", [claims])
        database.execute(f"SET LOCAL ROLE {role}")
        yield
        database.execute("RESET ROLE")
        database.execute("SELECT set_config('request.jwt.claims', '', true)")


def call(database: Connection, function: str, arguments: str) -> list[tuple[Any, ...]]:
    """Return the rows of a call."""
    return database.execute(f"SELECT * FROM public.{function}({arguments})".encode()).fetchall()


def value(database: Connection, query: str) -> Any:
    """Return the only value of a query."""
    row = database.execute(query.encode()).fetchone()
    return row[0] if row else None


def test_every_function_is_called_by_these_tests() -> None:
    """A function without a call here would be one nobody has tried."""
    files = {path.stem for path in ROOT.glob("schema/*/api/*.sql")}
    assert files == {*EVERY_CALL, "acts_for"}


@pytest.mark.parametrize("function", sorted(AS_READER))
def test_a_signed_in_reader_may_call_it(database: Connection, function: str) -> None:
    """It returns as many rows as the reader has."""
    arguments, expected = AS_READER[function]
    with speaking_as(database, "authenticated", ANNA):
        assert len(call(database, function, arguments)) >= expected


@pytest.mark.parametrize("function", sorted(EVERY_CALL))
def test_the_service_may_call_it(database: Connection, function: str) -> None:
    """For any reader, unless the function is about the caller alone."""
    arguments, expected = EVERY_CALL[function]
    with speaking_as(database, "service_role"):
        if function in {"get_book_highlights", "mark_page_highlights_orphaned", "bulk_delete_highlights"}:
            with pytest.raises(InsufficientPrivilege), database.transaction():
                call(database, function, arguments)
        else:
            assert len(call(database, function, arguments)) >= expected


@pytest.mark.parametrize("function", sorted(EVERY_CALL))
def test_a_visitor_may_not_call_it(database: Connection, function: str) -> None:
    """Whoever has not signed in is refused before the function runs."""
    with (
        pytest.raises(InsufficientPrivilege, match=f"permission denied for function {function}"),
        speaking_as(database, "anon"),
    ):
        call(database, function, EVERY_CALL[function][0])


@pytest.mark.parametrize("function", sorted(AS_SERVICE))
def test_a_reader_may_not_do_the_services_work(database: Connection, function: str) -> None:
    """Neither upkeep nor erasing anybody."""
    with (
        pytest.raises(InsufficientPrivilege, match=f"permission denied for function {function}"),
        speaking_as(database, "authenticated", ANNA),
    ):
        call(database, function, AS_SERVICE[function][0])


@pytest.mark.parametrize("function", sorted(AS_READER))
def test_nobody_learns_or_changes_anything_of_another_reader(database: Connection, function: str) -> None:
    """The same call by somebody else returns nothing, zeros or an error, and leaves all rows as they were."""
    if function == "jsonb_uuid_elems":
        pytest.skip("it reads no table")
    before = contents(database)
    try:
        with speaking_as(database, "authenticated", BEN):
            rows = call(database, function, AS_READER[function][0])
    except InsufficientPrivilege:
        rows = []
    if function == "get_achievement_progress":
        assert {row[1:4] for row in rows} == {(0, 1, False), (0, 7, False), (0, 100, False), (0, 10, False)}
    elif function in ANSWERS_NOTHING:
        nothing = ANSWERS_NOTHING[function]
        assert rows == [nothing if isinstance(nothing, tuple) else (nothing,)]
    else:
        assert rows == []
    assert contents(database) == before


def contents(database: Connection) -> dict[str, str]:
    """Return a checksum of every table."""
    tables = database.execute(
        "SELECT oid::regclass::text FROM pg_catalog.pg_class"
        " WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'chat', 'auth') ORDER BY 1"
    ).fetchall()
    return {
        table: value(database, f"SELECT md5(coalesce(string_agg(t::text, '/' ORDER BY t::text), '')) FROM {table} AS t")
        for (table,) in tables
    }


def test_few_run_with_the_rights_of_their_owner(database: Connection) -> None:
    """SECURITY DEFINER is for these alone; every function pins an empty search_path."""
    functions = database.execute(
        "SELECT proname, prosecdef, proconfig FROM pg_catalog.pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND proname = ANY (%s)",
        [[*EVERY_CALL, "acts_for"]],
    ).fetchall()
    assert len(functions) == len(EVERY_CALL) + 1, "a name is overloaded or missing"
    assert {str(config) for _, _, config in functions} == {"['search_path=\"\"']"}
    assert {name for name, definer, _ in functions if definer} == WITH_RIGHTS_OF_OWNER


def test_functions_that_write_are_volatile_and_no_others(database: Connection) -> None:
    """What only reads may be planned as such, and may run in parallel workers unless it asks who is calling."""
    functions = database.execute(
        "SELECT proname, provolatile, proparallel FROM pg_catalog.pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND proname = ANY (%s)",
        [[*EVERY_CALL, "acts_for"]],
    ).fetchall()
    kinds: dict[tuple[str, str], set[str]] = {}
    for name, volatility, parallel in functions:
        kinds.setdefault((volatility, parallel), set()).add(name)
    assert kinds["v", "u"] == WRITING
    assert kinds["s", "r"] == {"acts_for", *(WITH_RIGHTS_OF_OWNER - WRITING)}
    assert kinds["i", "s"] == {"jsonb_uuid_elems"}
    assert kinds.keys() == {("v", "u"), ("s", "r"), ("s", "s"), ("i", "s")}


def test_only_the_owner_may_ask_who_is_asking(database: Connection) -> None:
    """The check inside SECURITY DEFINER functions is no part of the interface."""
    for role in ("anon", "authenticated", "service_role"):
        with pytest.raises(InsufficientPrivilege), speaking_as(database, role):
            call(database, "acts_for", f"'{ANNA}'")


def test_no_claim_makes_a_reader_the_service(database: Connection) -> None:
    """What counts is the role the gateway switched to, not what the token says about itself."""
    with speaking_as(database, "authenticated", BEN):
        database.execute("SELECT set_config('request.jwt.claims', '{\"role\": \"service_role\"}', true)")
        with pytest.raises(InsufficientPrivilege), database.transaction():
            call(database, "log_query_performance", f"'{ANNA}', 'search', 1")


# Library


def walk(database: Connection, sort_field: str, sort_order: str, page: int) -> list[str]:
    """Return the titles of a library, page by page, as a client asks for them."""
    sorted_by = {"title": 1, "last_read_at": 8, "created_at": 12, "reading_progress": 6}[sort_field]
    titles: list[str] = []
    after = "null"
    while True:
        rows = call(
            database, "search_user_books", f"'{ANNA}', NULL, '{{}}', '{sort_field}', '{sort_order}', {after}, {page}"
        )
        if not rows:
            return titles
        titles += [row[1] for row in rows]
        last = rows[-1][sorted_by]
        place = {"key": None if last is None else str(last), "id": str(rows[-1][0])}
        after = f"'{json.dumps(place)}'"


@pytest.mark.parametrize("page", [1, 2, 50])
@pytest.mark.parametrize(
    ("sort_field", "ascending"),
    [
        ("title", ["A Short History of Maps", "Life in the Deep Sea", "sailing alone"]),
        ("created_at", ["Life in the Deep Sea", "A Short History of Maps", "sailing alone"]),
        ("reading_progress", ["A Short History of Maps", "Life in the Deep Sea", "sailing alone"]),
        ("last_read_at", ["A Short History of Maps", "sailing alone", "Life in the Deep Sea"]),
    ],
)
def test_a_library_is_walked_page_by_page(
    database: Connection, sort_field: str, ascending: list[str], page: int
) -> None:
    """Every book comes once, in order, whatever the size of a page; a book never read is the oldest."""
    with speaking_as(database, "authenticated", ANNA):
        assert walk(database, sort_field, "asc", page) == ascending
        assert walk(database, sort_field, "desc", page) == ascending[::-1]


@pytest.mark.parametrize(
    ("q", "filters", "found"),
    [
        ("histories", {}, [MAPS]),
        ("", {}, [SEA, SAILING, MAPS]),
        (None, {"collections": [key("a", "c003")]}, [SEA, SAILING]),
        (None, {"tags": [key("a", "a001")]}, [MAPS]),
        (None, {"tags": None, "collections": None}, [SEA, SAILING, MAPS]),
        (None, {"file_type": "text"}, [MAPS]),
        ("sea", {"tags": [key("a", "a001")]}, []),
        ("x'; DROP TABLE public.user_books; --", {"file_type": "'"}, []),
    ],
)
def test_a_search_keeps_to_its_text_and_filters(
    database: Connection, q: str | None, filters: dict[str, Any], found: list[str]
) -> None:
    """Words are matched by their stem, and nothing of what is sought becomes part of the command."""
    with speaking_as(database, "authenticated", ANNA):
        rows = database.execute(
            "SELECT id::text FROM public.search_user_books(%s, %s, %s::jsonb)", [ANNA, q, json.dumps(filters)]
        ).fetchall()
    assert [row[0] for row in rows] == found


def test_reading_progress_stays_within_bounds(database: Connection) -> None:
    """Beyond the last page is 100 %; without any number of pages the share stays."""
    with speaking_as(database, "authenticated", ANNA):
        call(database, "update_reading_progress", f"'{SEA}', 300, 200")
        call(database, "update_reading_progress", f"'{SAILING}', 25, 0")
        call(database, "update_reading_progress", f"'{MAPS}', 7, NULL")
        books = database.execute(
            "SELECT last_read_page, reading_progress FROM public.user_books ORDER BY id"
        ).fetchall()
    assert books == [(300, 100), (7, 0), (25, 25)]


def test_the_folder_tree_has_all_its_levels(database: Connection) -> None:
    """Also a folder below a child, with the books in it."""
    with speaking_as(database, "authenticated", ANNA):
        for function in ("get_collection_hierarchy", "get_collection_hierarchy_cached"):
            tree = database.execute(f"SELECT level, path, book_count FROM public.{function}(%s)", [ANNA]).fetchall()
            assert tree == [
                (0, "Nature", 0),
                (1, "Nature > Water", 0),
                (2, "Nature > Water > Salt water", 2),
            ], function


def test_folders_that_contain_each_other_come_to_an_end(database: Connection) -> None:
    """A circle of folders shows each of them once."""
    database.execute(
        "UPDATE public.user_collections SET parent_id = %s WHERE id = %s", [key("a", "c003"), key("a", "c001")]
    )
    with speaking_as(database, "authenticated", ANNA):
        names = [row[1] for row in call(database, "get_collection_hierarchy", f"'{ANNA}', '{key('a', 'c002')}'")]
    assert names == ["Water", "Salt water", "Nature"]


def test_the_search_can_be_timed(database: Connection) -> None:
    """The time, the rows and the pages touched are those of the call."""
    with speaking_as(database, "service_role"):
        ((plan, milliseconds, rows, hits, reads),) = call(database, "explain_search_query", f"'{ANNA}'")
    assert "search_user_books" in plan
    assert milliseconds > 0
    assert (rows, hits > 0, reads >= 0) == (3, True, True)


# Reading


def test_a_search_in_notes_takes_signs_as_they_are(database: Connection) -> None:
    """The percent sign is a percent sign."""
    with speaking_as(database, "authenticated", ANNA):
        notes = call(database, "search_annotations", f"'{ANNA}', '100%'")
    assert [note[3] for note in notes] == ["Light is gone: 100% of it."]


def test_links_between_books_are_seen_from_both_ends(database: Connection) -> None:
    """The most relevant book comes first, with what it is about."""
    with speaking_as(database, "authenticated", ANNA):
        assert [row[1:5] for row in call(database, "get_related_documents_with_details", f"'{MAPS}'")] == [
            ("Life in the Deep Sea", "About fish, mostly", Decimal("0.8"), "incoming"),
            ("sailing alone", "", Decimal("0.6"), "incoming"),
        ]
        assert [row[1:5] for row in call(database, "get_related_documents_with_details", f"'{SEA}'")] == [
            ("A Short History of Maps", "About maps", Decimal("0.8"), "outgoing"),
        ]


def test_the_graph_ends_at_its_depth(database: Connection) -> None:
    """A book, then books and notes one link away, then two."""
    seen = {}
    with speaking_as(database, "authenticated", ANNA):
        for depth in (0, 1, 2):
            rows = call(database, "get_document_centric_graph", f"'{SEA}', '{ANNA}', {depth}")
            seen[depth] = [(row[0], row[2].split()[0], row[3], row[5]) for row in rows]
    assert seen[0] == [("document", "Life", "root", 0)]
    assert seen[1] == [*seen[0], ("document", "A", "related", 1), ("note", "Light", "note", 1)]
    assert seen[2] == [*seen[1], ("document", "sailing", "related", 2), ("note", "Maps", "note", 2)]


def test_a_note_shows_what_it_is_linked_to(database: Connection) -> None:
    """Another note, a book, a memory: each with its text."""
    with speaking_as(database, "authenticated", ANNA):
        rows = call(database, "get_note_relationships", f"'{key('a', 'd001')}', '{ANNA}'")
    assert [(row[1], row[6]) for row in rows] == [
        ("note", "Maps of 1000 coasts"),
        ("document", "A Short History of Maps"),
        ("memory", "depth"),
    ]


def test_speech_is_forgotten_unless_it_is_used_much(database: Connection) -> None:
    """What nobody heard for 30 days goes, except for the thousand most used."""
    database.execute(
        "INSERT INTO public.tts_audio_cache (user_id, book_id, content_hash, text_content, scope_type, duration_seconds,"
        " voice_name, provider, access_count, last_accessed_at)"
        " SELECT %s, %s, n, '', 'page', 1, 'Ada', 'native', n + 1, now() - interval '31 days'"
        " FROM generate_series(1, 1000) AS n",
        [ANNA, SEA],
    )
    with speaking_as(database, "service_role"):
        call(database, "cleanup_old_tts_cache", "")
    assert value(database, "SELECT array[count(*), min(access_count)] FROM public.tts_audio_cache") == [1000, 2]


# Timed reading


def test_a_streak_counts_days_and_not_sessions(database: Connection) -> None:
    """The next day continues it, a second session does not, one entered late changes nothing, a gap starts anew."""
    states = []
    with speaking_as(database, "authenticated", ANNA):
        for day in ("2025-11-09", "2025-11-09", "2025-11-05", "2025-11-10", "2025-11-13"):
            call(database, "update_pomodoro_streak", f"'{ANNA}', '{day}'")
            current, longest, last, _, in_week, week = call(database, "get_user_streak", f"'{ANNA}'")[0]
            states.append((current, longest, str(last), in_week, str(week)))
    assert states == [
        (7, 8, "2025-11-09", 5, "2025-11-03"),
        (7, 8, "2025-11-09", 6, "2025-11-03"),
        (7, 8, "2025-11-09", 7, "2025-11-03"),
        (8, 8, "2025-11-10", 1, "2025-11-10"),
        (1, 8, "2025-11-13", 2, "2025-11-10"),
    ]


def test_the_first_session_begins_a_streak(database: Connection) -> None:
    """A reader without a row gets one."""
    database.execute("DELETE FROM public.pomodoro_streaks WHERE user_id = %s", [ANNA])
    with speaking_as(database, "authenticated", ANNA):
        call(database, "update_pomodoro_streak", f"'{ANNA}', '2025-11-12'")
        ((*numbers, week),) = call(database, "get_user_streak", f"'{ANNA}'")
    assert (numbers[0], numbers[1], numbers[4], str(week)) == (1, 1, 1, "2025-11-10")


def test_a_badge_is_given_once(database: Connection) -> None:
    """The second check returns nothing new."""
    with speaking_as(database, "authenticated", ANNA):
        call(database, "update_pomodoro_streak", f"'{ANNA}', '2025-11-09'")
        assert sorted(call(database, "check_pomodoro_achievements", f"'{ANNA}', '{{}}'")) == [
            ("consistent_reader", True),
            ("first_steps", True),
        ]
        assert call(database, "check_pomodoro_achievements", f"'{ANNA}', '{{}}'") == []


# Chat and vectors


def test_memories_are_found_by_similarity(database: Connection) -> None:
    """The nearest first, and none below the threshold."""
    with speaking_as(database, "authenticated", ANNA):
        rows = call(database, "get_similar_memories", f"'{ANNA}', '{QUERY}'")
    assert [(row[2], round(row[4], 3)) for row in rows] == [("depth", 1.0), ("pressure", 0.8)]


def test_links_between_memories_can_be_chosen_by_kind(database: Connection) -> None:
    """Without a kind all of them come, strongest first."""
    with speaking_as(database, "authenticated", ANNA):
        memory = key("a", "5001")
        assert [row[1:4] for row in call(database, "get_related_memories", f"'{memory}'")] == [
            ("concept", "pressure", "related_to"),
            ("concept", "birds", "contradicts"),
        ]
        assert len(call(database, "get_related_memories", f"'{memory}', ARRAY['contradicts']")) == 1


def test_the_use_of_a_vector_is_counted(database: Connection) -> None:
    """Also when the reader has no rights on the row."""
    with speaking_as(database, "authenticated", ANNA):
        call(database, "increment_embedding_query_count", f"'{key('a', '6001')}'")
        rows = call(database, "get_embedding_stats", f"'{ANNA}'")
    assert [float(number) for number in rows[0][:4]] == [2, 0.75, 4, 2]
    assert rows[0][4:] == ({"qdrant": 1, "local": 1}, {"gemini-embedding-001": 2})


# Accounts and upkeep


@pytest.mark.parametrize(
    ("flag", "state"), [("memory_graph", True), ("for_all", True), ("off", False), ("unknown", False)]
)
def test_a_flag_is_on_for_whom_it_is_meant(database: Connection, flag: str, state: object) -> None:
    """Off beats everything; an unknown flag is off."""
    with speaking_as(database, "authenticated", ANNA):
        assert call(database, "is_feature_enabled", f"'{flag}', '{ANNA}'") == [(state,)]


def test_slow_queries_raise_alerts(database: Connection) -> None:
    """One for the query, one for the payload; an answer from the cache raises none."""
    with speaking_as(database, "authenticated", ANNA):
        call(database, "log_query_performance_with_alerts", f"'{ANNA}', 'hit', 900, 1, true")
        call(database, "log_query_performance_with_alerts", f"'{ANNA}', 'miss', 900, 1, false, NULL, 300000")
    alerts = "SELECT string_agg(alert_type, ' ' ORDER BY alert_type) FROM public.performance_alerts WHERE query_type = "
    assert value(database, f"{alerts} 'miss'") == "large_payload slow_query"
    assert value(database, f"{alerts} 'hit'") is None


def test_an_empty_log_is_no_error(database: Connection) -> None:
    """Nothing is divided by the number of queries when there are none."""
    database.execute("DELETE FROM public.query_performance_log")
    with speaking_as(database, "authenticated", ANNA):
        assert call(database, "get_user_performance_summary", f"'{ANNA}'") == [(0, None, None, None, 0, 1, 1)]


def test_a_new_month_begins_for_whoever_is_due(database: Connection) -> None:
    """Counters that were reset less than a month ago stay."""
    database.execute("UPDATE public.profiles SET ocr_last_reset = now() WHERE id = %s", [BEN])
    with speaking_as(database, "service_role"):
        call(database, "reset_monthly_ocr_counters", "")
    assert database.execute("SELECT ocr_count_monthly FROM public.profiles ORDER BY id").fetchall() == [(0,), (5,)]


def test_views_are_refreshed_for_new_rows(database: Connection) -> None:
    """The figures of a view include what came since the last time."""
    books = f"SELECT total_books FROM public.user_activity_summary WHERE user_id = '{ANNA}'"
    database.execute("DELETE FROM public.user_books WHERE id = %s", [MAPS])
    assert value(database, books) == 3
    with speaking_as(database, "service_role"):
        call(database, "refresh_all_analytics_views", "")
    assert value(database, books) == 2


def test_a_view_that_was_never_filled_can_be_refreshed(database: Connection) -> None:
    """CONCURRENTLY is impossible then; a plain refresh fills it."""
    database.execute("REFRESH MATERIALIZED VIEW public.user_activity_summary WITH NO DATA")
    with speaking_as(database, "service_role"):
        call(database, "refresh_analytics_view", "'user_activity_summary'")
    assert value(database, "SELECT count(*) FROM public.user_activity_summary") == 2


def test_a_view_that_is_none_is_refused(database: Connection) -> None:
    """Neither a table nor a trick is refreshed."""
    for name in ("user_books", "x; DROP TABLE public.user_books"):
        with pytest.raises(UndefinedTable, match="no materialized view"), speaking_as(database, "service_role"):
            database.execute("SELECT public.refresh_analytics_view(%s)", [name])


def test_an_erased_reader_has_left_no_trace(database: Connection) -> None:
    """No row of any table or view names the reader any more, and the other reader's are all there."""
    assert traces(database, ANNA), "the search must find something before"
    before = traces(database, BEN)
    with speaking_as(database, "service_role"):
        deleted = dict(call(database, "cleanup_user_data", f"'{ANNA}'"))
    assert traces(database, ANNA) == {}
    assert traces(database, BEN) == before
    assert {table: rows for table, rows in deleted.items() if not rows} == {}


def test_erasing_covers_tables_it_has_never_heard_of(database: Connection) -> None:
    """Rows in quarantine are the reader's too, and so are those of a table made tomorrow."""
    database.execute(
        "CREATE SCHEMA quarantine;"
        "CREATE TABLE quarantine.documents (id uuid, user_id uuid, reason text);"
        "CREATE TABLE public.ideas (id integer PRIMARY KEY, user_id uuid REFERENCES public.profiles);"
        "CREATE TABLE chat.drafts (idea integer REFERENCES public.ideas, user_id uuid);"
    )
    for reader in (ANNA, BEN):
        database.execute("INSERT INTO quarantine.documents VALUES (gen_random_uuid(), %s, 'unreadable')", [reader])
        database.execute("INSERT INTO public.ideas VALUES (%s, %s)", [int(reader[0], 16), reader])
        database.execute("INSERT INTO chat.drafts VALUES (%s, %s)", [int(reader[0], 16), reader])
    with speaking_as(database, "service_role"):
        deleted = dict(call(database, "cleanup_user_data", f"'{ANNA}'"))
    assert [deleted[table] for table in ("quarantine.documents", "public.ideas", "chat.drafts")] == [1, 1, 1]
    assert traces(database, ANNA) == {}


def test_erasing_nobody_erases_nothing(database: Connection) -> None:
    """An id that nobody has deletes no row."""
    before = contents(database)
    with speaking_as(database, "service_role"):
        deleted = call(database, "cleanup_user_data", f"'{key('c', '1')}'")
    assert {rows for _, rows in deleted} == {0}
    assert contents(database) == before


def test_the_erased_rows_are_counted_where_they_were(database: Connection) -> None:
    """The numbers add up to what is missing, table by table: none was taken along uncounted."""
    count = "SELECT count(*) FROM {}"
    with speaking_as(database, "service_role"):
        deleted = dict(call(database, "cleanup_user_data", f"'{ANNA}'"))
    for table, rows in deleted.items():
        assert value(database, count.format(table)) == rows, table  # the readers have equally many rows


def traces(database: Connection, user: str) -> dict[str, int]:
    """Return how many rows of each relation hold an id of a user, in whatever column."""
    relations = database.execute(
        "SELECT oid::regclass::text FROM pg_catalog.pg_class"
        " WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text IN ('public', 'chat', 'auth', 'quarantine')"
    ).fetchall()
    digit = user[0]
    found = {
        relation: value(database, f"SELECT count(*) FROM {relation} AS r WHERE r::text LIKE '%{digit}0000000%'")
        for (relation,) in relations
    }
    return {relation: rows for relation, rows in found.items() if rows}
