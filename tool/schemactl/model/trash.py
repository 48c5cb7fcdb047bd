"""The trash: where dropped tables and values of dropped columns are kept for a while, and what is noted of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from schemactl.model.address import Address
from schemactl.model.document import DocumentError, from_document, to_document
from schemactl.model.scope import TRASH_SCHEMA

DEFAULT_DAYS = 30
"""How long things are kept where nobody says otherwise."""

TRASH_ADDRESS = Address("SCHEMA", "", TRASH_SCHEMA)
"""The schema of the trash."""

MARK = "schemactl trash since "
"""How the comment begins that makes a table of the trash's schema one of ours; the moment and a note follow."""


class OnDrop(StrEnum):
    """What becomes of a table or column that is dropped with its rows."""

    DROP = "drop"
    """It is gone."""
    TRASH = "trash"
    """It is kept in the schema of the trash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashPolicy:
    """What to do with what is dropped.

    Attributes:
        on_drop: Whether it is kept. `days`: for how long.
    """

    on_drop: OnDrop = OnDrop.DROP
    days: int = DEFAULT_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashNote:
    """What is noted of a thing in the trash, as a comment on its table there.

    Attributes:
        schema, table: Where it was. `column`: the column whose values these are, or empty for a whole table.
        days: How long it is to be kept.
        back: Commands that bring it back. For a column they make it, and are left out where it is there again.
        fill: Commands that put the values of a column back into their rows; empty for a table.
        also: Commands for what belonged to it and had to go: each may be refused when the rest has changed since.
        validate: Commands that read its rows for that, without keeping anybody from them; the last of all.
    """

    schema: str
    table: str
    column: str = ""
    days: int = DEFAULT_DAYS
    back: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    validate: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """Return its former name: ``public.books``, ``public.books.isbn``."""
        return f"{self.schema}.{self.table}" + (f".{self.column}" if self.column else "")


def encode_note(note: TrashNote) -> str:
    """Return a note as the text that follows mark and moment in the comment."""
    return json.dumps(to_document(note))


def decode_comment(comment: str) -> tuple[datetime, TrashNote] | None:
    """Return since when a thing is in the trash and what was noted of it; None for a comment of another kind."""
    if not comment.startswith(MARK):
        return None
    since, _, document = comment.removeprefix(MARK).partition(": ")
    try:
        return datetime.fromisoformat(since), from_document(TrashNote, json.loads(document))
    except (ValueError, DocumentError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing in the trash.

    Attributes:
        name: Of its table in the schema of the trash. `note`: what it was.
        since: When it came there. `run`: the number of the run that brought it, or None where nobody knows.
        trusted: Whether nobody but those who may do everything anyway can have written the note.
        rows: How many it holds. `exact`: whether they were counted; else the planner's estimate.
        bytes: What it takes on disk, indexes included.
    """

    name: str
    note: TrashNote
    since: datetime
    run: int | None
    trusted: bool
    rows: int
    exact: bool
    bytes: int

    @property
    def until(self) -> datetime:
        """Return when `schemactl purge` deletes it."""
        return self.since + timedelta(days=self.note.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trash:
    """What is in the trash of a database, oldest first.

    Attributes:
        database: The database's name. `things`: what is there.
    """

    database: str
    things: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back.

    Attributes:
        what: Its former name. `rows`: how many rows or values it has. `left`: values whose row is gone or has another
            value by now: they stay in the trash.
        refused: Commands for what belonged to it that the server refused, with its words.
    """

    what: str
    rows: int
    left: int = 0
    refused: tuple[tuple[str, str], ...] = ()


__all__ = [
    "DEFAULT_DAYS",
    "MARK",
    "TRASH_ADDRESS",
    "TRASH_SCHEMA",
    "Kept",
    "OnDrop",
    "Restored",
    "Trash",
    "TrashNote",
    "TrashPolicy",
    "decode_comment",
    "encode_note",
]
