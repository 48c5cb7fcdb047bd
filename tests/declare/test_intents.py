"""Intents: what is declared beside an object becomes the value the planner reads."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Computed, Index, Integer, MetaData, Table, Text, func

from schemactl import (
    Enum,
    Function,
    MaterializedView,
    Partition,
    Policy,
    Schema,
    Sequence,
    Trigger,
    View,
    backfill,
    data_step,
    fill_nulls,
    merged_from,
    moved_from,
    renamed_from,
)
from schemactl.declare.names import split_name
from schemactl.declare.target import collect
from schemactl.errors import DeclarationError
from schemactl.model.intent import Backfill, DataStep, Intent, MergedFrom, MovedFrom, RenamedColumn, RenamedPart


def intents(metadata: MetaData) -> tuple[Intent, ...]:
    """Return the intents a MetaData declares."""
    return collect([metadata]).intents


def values(intent: Intent) -> dict[str, Any]:
    """Return an intent's fields without its source."""
    return {field.name: getattr(intent, field.name) for field in fields(intent) if field.name != "source"}


def test_moves_of_every_kind(metadata: MetaData) -> None:
    """Tables, partitions, views, sequences, types, functions and schemas can come from elsewhere."""
    Table(
        "messages",
        metadata,
        Column("id", Integer),
        moved_from("public.messages", keep_alias=True),
        Partition("messages_0", "DEFAULT", moved_from("messages_old")),
        schema="chat",
        postgresql_partition_by="LIST (id)",
    )
    View("v", metadata, "SELECT 1 AS a", moved_from="chat.v")
    MaterializedView("m", metadata, "SELECT 1 AS a", moved_from="mm")
    Sequence("s", metadata, moved_from='"Odd.Schema"."S"')
    Enum("mood", ["a"], metadata, moved_from="moods")
    Function("f", metadata, sql="CREATE FUNCTION public.f(int) ...", arguments="int", moved_from=moved_from("chat.g"))
    Schema("chat", metadata, renamed_from="talk")
    found = {
        (one.kind, one.old_schema, one.old_name, one.schema, one.name, one.arguments, one.keep_alias)
        for one in intents(metadata)
        if isinstance(one, MovedFrom)
    }
    assert found == {
        ("TABLE", "public", "messages", "chat", "messages", "", True),
        ("TABLE", "chat", "messages_old", "chat", "messages_0", "", False),
        ("VIEW", "chat", "v", "public", "v", "", False),
        ("MATERIALIZED VIEW", "public", "mm", "public", "m", "", False),
        ("SEQUENCE", "Odd.Schema", "S", "public", "s", "", False),
        ("TYPE", "public", "moods", "public", "mood", "", False),
        ("FUNCTION", "chat", "g", "public", "f", "(int)", False),
        ("SCHEMA", "", "talk", "", "chat", "", False),
    }


def test_renamed_parts(metadata: MetaData) -> None:
    """Columns, constraints, indexes, policies, triggers and enum values can have had another name."""
    Enum("mood", ["glad"], metadata, renamed_values={"glad": "happy"})
    Table(
        "t",
        metadata,
        Column("new", Integer, renamed_from("old")),
        CheckConstraint("new > 0", name="c", info={"renamed_from": "c_old"}),
        Index("i", "new", info={"renamed_from": "i_old"}),
        Policy("p", using="true", renamed_from="p_old"),
        Trigger("g", when="after insert", function="public.f", renamed_from="g_old"),
    )
    parts = {
        (one.kind, one.parent, one.old_name, one.name) for one in intents(metadata) if isinstance(one, RenamedPart)
    }
    assert parts == {
        ("ENUM VALUE", "mood", "happy", "glad"),
        ("CONSTRAINT", "t", "c_old", "c"),
        ("INDEX", "t", "i_old", "i"),
        ("POLICY", "t", "p_old", "p"),
        ("TRIGGER", "t", "g_old", "g"),
    }
    (column,) = [one for one in intents(metadata) if isinstance(one, RenamedColumn)]
    assert values(column) == {"schema": "public", "table": "t", "old_name": "old", "name": "new"}


def test_merge(metadata: MetaData) -> None:
    """A merge keeps its mapping; the key defaults to the primary key, and fill_nulls() means every other column."""
    books = Table(
        "user_books",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("content", Text),
        Column("data", Text),
        Column("size", Integer, Computed("1", persisted=True)),
        Column("kind", Text),
    )
    merged_from(
        "documents",
        table=books,
        columns={"content": "body", "kind": func.lower("PDF")},
        fill=fill_nulls(),
        combine={"data": "source.data || target.data"},
        reject_when={"no body": "body IS NULL"},
        reject_to="quarantine.documents",
    )
    (merge,) = intents(metadata)
    assert isinstance(merge, MergedFrom)
    assert values(merge) == {
        "schema": "public",
        "table": "user_books",
        "source_schema": "public",
        "source_table": "documents",
        "key": ("id",),
        "columns": {"content": "body", "kind": "lower('PDF')"},
        "fill": ("content", "kind"),
        "combine": {"data": "source.data || target.data"},
        "reject_when": {"no body": "body IS NULL"},
        "quarantine_schema": "quarantine",
        "quarantine_table": "documents",
    }


@pytest.mark.parametrize(("fill", "expected"), [(fill_nulls("a", "b"), ("a", "b")), (["a"], ("a",)), ((), ())])
def test_fill(metadata: MetaData, fill: Any, expected: tuple[str, ...]) -> None:
    """The columns to fill are those named; none means the existing row wins whole."""
    Table("t", metadata, Column("a", Text), merged_from("s", key=["a"], fill=fill))
    (merge,) = intents(metadata)
    assert isinstance(merge, MergedFrom)
    assert merge.fill == expected


def test_merge_without_a_key_is_refused(metadata: MetaData) -> None:
    """Rows cannot be merged when nothing says which ones are the same."""
    Table("t", metadata, Column("a", Text), merged_from("s"))
    with pytest.raises(DeclarationError, match=r"which rows of s and public\.t"):
        intents(metadata)


def test_backfill(metadata: MetaData) -> None:
    """A backfill fills the column's NULLs unless it says otherwise."""
    t = Table("t", metadata, Column("select", Integer), Column("b", Integer), backfill("select", "1"))
    backfill("b", t.c.b * 2, only_when=t.c.b > 3, needs="old", table=t)
    first, second = sorted((one for one in intents(metadata) if isinstance(one, Backfill)), key=lambda one: one.column)
    assert values(second) == {
        "schema": "public",
        "table": "t",
        "column": "select",
        "value": "1",
        "only_when": '"select" IS NULL',
        "needs": (),
    }
    assert (first.value, first.only_when, first.needs) == ("public.t.b * 2", "public.t.b > 3", ("old",))


def test_data_step(metadata: MetaData) -> None:
    """A data step keeps its command, guard and verification; an unknown position is refused."""
    data_step("fix", metadata, sql=" UPDATE t SET a = 1 ", when="SELECT true", verify="SELECT true", position="before")
    (step,) = intents(metadata)
    assert isinstance(step, DataStep)
    assert values(step) == {
        "name": "fix",
        "sql": "UPDATE t SET a = 1",
        "when": "SELECT true",
        "verify": "SELECT true",
        "position": "before",
    }
    with pytest.raises(DeclarationError, match="unknown position"):
        data_step("fix", metadata, sql="x", when="y", position="after")


def test_items_know_their_line(metadata: MetaData) -> None:
    """Every intent points at the line it was written on."""
    Table("t", metadata, Column("a", Text), moved_from("old"))
    (move,) = intents(metadata)
    assert move.source.path.endswith("test_intents.py")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ("public", "a")),
        ("b.a", ("b", "a")),
        (' "b.c" . "d""e" ', ("b.c", 'd"e')),
        ("B.A", ("B", "A")),
    ],
)
def test_names_are_read(text: str, expected: tuple[str, str]) -> None:
    """A name is one or two parts; quoted parts may hold anything."""
    assert split_name(text) == expected


@pytest.mark.parametrize("text", ["", "a.b.c", "a b", '"a', "a."])
def test_names_that_are_none(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(DeclarationError, match="cannot read the name"):
        split_name(text)
