"""What the functions of the application answer, and what they write."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.schema.api.conftest import ANNA, MAPS, QUERY, SAILING, SEA, Connection, call, key, speaking_as, value

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
        "INSERT INTO public.tts_audio_cache (user_id, book_id, content_hash, text_content, scope_type,"
        " duration_seconds, voice_name, provider, access_count, last_accessed_at)"
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
