"""The ten questions find their rows by the indexes made for them, as a signed-in reader under row security."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from bench.questions import QUESTIONS, Question
from tests.schema.indexes.conftest import Library, key, nodes, words

READER, HEAVY_READER = key("reader", 8), key("reader", 1)
PARAMETERS: dict[str, Any] = {
    "words": "word17",
    "book": key("book", 40_001),
    "first_page": 20,
    "last_page": 40,
    "embedding": "[" + ",".join(["1"] * 768) + "]",
}
BIG_TABLES = {"user_books", "user_notes", "user_highlights", "pomodoro_sessions", "messages", "conversation_memories"}
BY_NUMBER = {question.number: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How a question is to be answered.

    Attributes:
        indexes: The indexes that must be looked into.
        in_order: Whether the index gives the order, so that nothing is sorted.
        bare: Whether row security adds nothing to the plan: functions that check the reader themselves.
    """

    indexes: frozenset[str]
    in_order: bool = False
    bare: bool = False


EXPECTED = {
    1: Expected(indexes=frozenset({"idx_user_books_last_read_cursor"}), in_order=True),
    2: Expected(indexes=frozenset({"idx_books_search"}), bare=True),
    3: Expected(indexes=frozenset({"idx_user_books_active_reading"}), in_order=True),
    4: Expected(indexes=frozenset({"idx_user_notes_book_page_covering"}), in_order=True),
    5: Expected(indexes=frozenset({"pomodoro_stats_daily_user_id_session_date_idx"}), bare=True),
    6: Expected(indexes=frozenset({"user_activity_summary_user_id_idx"}), bare=True),
    7: Expected(indexes=frozenset({"idx_collection_hierarchy_cache_user_id"}), bare=True),
    8: Expected(indexes=frozenset({"idx_memories_entity_type"})),
    9: Expected(
        indexes=frozenset({"idx_user_books_created_cursor", "book_collections_pkey", "book_tag_assignments_pkey"}),
        in_order=True,
    ),
    10: Expected(indexes=frozenset({"idx_user_highlights_book_page_covering"}), in_order=True),
}

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title)
each_plain_question = pytest.mark.parametrize(
    "question",
    [question for question in QUESTIONS if not EXPECTED[question.number].bare],
    ids=lambda question: question.title,
)


def test_there_are_ten_questions() -> None:
    """None is forgotten here or there."""
    assert [question.number for question in QUESTIONS] == list(range(1, 11)) == sorted(EXPECTED)


@pytest.mark.parametrize("reader", [READER, HEAVY_READER], ids=["a usual reader", "a reader with many books"])
@each_question
def test_a_question_is_answered_by_its_indexes(library: Library, question: Question, reader: UUID) -> None:
    """It looks into the indexes meant for it, and reads no big table from end to end."""
    scanned = library.scanned(question.sql, PARAMETERS | {"reader": reader}, reader=reader)
    assert scanned >= EXPECTED[question.number].indexes
    assert not scanned & BIG_TABLES


@each_question
def test_a_question_has_an_answer(library: Library, question: Question) -> None:
    """The rows of these tests answer every question, so no plan here is one for nothing."""
    assert library.ask(question.sql, PARAMETERS | {"reader": HEAVY_READER}, "authenticated", HEAVY_READER)


@each_plain_question
def test_who_asks_is_found_out_once(library: Library, question: Question) -> None:
    """The token is read by an initial plan, not for every row."""
    plan = words(library.plan(question.sql, PARAMETERS | {"reader": READER}, READER))
    assert '"InitPlan"' in plan
    assert "request.jwt" not in plan


@pytest.mark.parametrize("number", [number for number, expected in EXPECTED.items() if expected.in_order])
def test_the_index_gives_the_order(library: Library, number: int) -> None:
    """Where an index ends with the order that is asked for, nothing is sorted."""
    plan = library.plan(BY_NUMBER[number].sql, PARAMETERS | {"reader": HEAVY_READER}, HEAVY_READER)
    assert not [node for node in nodes(plan) if "Sort" in node["Node Type"]]


def test_highlights_are_counted_from_the_index_alone(library: Library) -> None:
    """The table itself is not read: page, reader and what is counted are in the index."""
    plan = library.plan(BY_NUMBER[10].sql, PARAMETERS | {"reader": READER}, READER)
    assert "Index Only Scan" in {node["Node Type"] for node in nodes(plan)}


def test_nobody_searches_the_books_of_others(library: Library) -> None:
    """The search runs with its owner's rights, so it has to ask itself who is there."""
    sql = BY_NUMBER[2].sql
    assert library.ask(sql, PARAMETERS | {"reader": HEAVY_READER}, "authenticated", HEAVY_READER)
    assert not library.ask(sql, PARAMETERS | {"reader": HEAVY_READER}, "authenticated", READER)
