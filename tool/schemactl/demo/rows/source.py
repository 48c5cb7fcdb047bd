"""Where made-up values come from: one seeded generator, one moment that counts as now, one scale."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias, TypeVar

Value: TypeAlias = str | int | bool | datetime | Mapping[str, object] | None
"""What a column may hold. Decimal numbers, vectors and arrays are text, as PostgreSQL reads them."""

Row: TypeAlias = Mapping[str, Value]
"""One row: a value by the name of its column. Columns left out take their default."""

VECTOR_DIMENSIONS = 768
_NOISE_DIMENSIONS = 192
_TOPICS = 24
_COMPONENTS = tuple(f"{(byte - 127.5) / 255:.3f}" for byte in range(256))
_TEXT = """
memory page author chapter argument evidence theory method practice system reader language history nature value
question answer network signal pattern model measure energy market culture river mountain city garden letter journey
silence light shadow winter summer morning evening slowly clearly often never almost always early late small great
ancient modern simple hidden common rare strong gentle shows hides grows breaks keeps finds turns leads begins ends
the a of in and to with from under between because although naïve café Über 書 читать
"""
_WORDS = tuple(_TEXT.split())
Choice = TypeVar("Choice")


class Owned(NamedTuple):
    """A row that belongs to a user."""

    id: str
    user_id: str


class Book(NamedTuple):
    """What other rows need to know of a book."""

    id: str
    user_id: str
    title: str
    file_name: str
    file_type: str
    s3_key: str
    created_at: datetime
    pages: int


class Document(NamedTuple):
    """What other rows need to know of a document."""

    id: str
    user_id: str
    title: str
    content: str | None
    created_at: datetime


OwnedRow = TypeVar("OwnedRow", Owned, Book, Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """Rows of one table, ready to be copied.

    Attributes:
        schema: The table's schema.
        table: The table's name.
        rows: All with the same columns in the same order.
    """

    schema: str = "public"
    table: str
    rows: tuple[Row, ...]


class RowSource:
    """Hands out identifiers, times, texts and vectors; the same seed hands out the same ones in the same order.

    Args:
        scale: Factor on every number of rows.
        seed: Start of the generator.
        as_of: The moment that counts as now: no made-up time is later.
    """

    def __init__(self, *, scale: float, seed: int, as_of: datetime) -> None:
        self.random = random.Random(seed)  # noqa: S311  made-up rows keep no secrets
        self.scale = scale
        self.as_of = as_of
        self._topics = tuple(self.random.randbytes(VECTOR_DIMENSIONS) for _ in range(_TOPICS))

    def count(self, rows: int) -> int:
        """Return how many rows there are at this scale of what is `rows` at scale 1; never fewer than one."""
        return max(1, round(rows * self.scale))

    def identifier(self) -> str:
        """Return a version 4 UUID."""
        digits = f"{self.random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """Return one of the choices."""
        return self.random.choice(choices)

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to, but not including, the limit."""
        return self.random.randrange(limit)

    def chance(self, probability: float) -> bool:
        """Return True in this share of the calls."""
        return self.random.random() < probability

    def decimal(self, low: float, high: float, places: int = 2) -> str:
        """Return a decimal number between the bounds, as text."""
        return f"{self.random.uniform(low, high):.{places}f}"

    def days_ago(self, most: float, least: float = 0.0) -> datetime:
        """Return a moment that lies between `least` and `most` days before now, in whole seconds."""
        return self.as_of - timedelta(seconds=int(self.random.uniform(least, most) * 86_400))

    def after(self, start: datetime, days: float) -> datetime:
        """Return a moment within `days` after `start`, but not after now."""
        return min(self.as_of, start + timedelta(seconds=int(self.random.random() * days * 86_400)))

    def text(self, words: int) -> str:
        """Return a sentence of so many words."""
        return " ".join(self.random.choices(_WORDS, k=words)).capitalize() + "."

    def vector(self) -> str:
        """Return an embedding near one of a few topics: two on one topic have a cosine of about 0.75."""
        components = self.random.randbytes(_NOISE_DIMENSIONS) + self.pick(self._topics)[_NOISE_DIMENSIONS:]
        return "[" + ",".join(map(_COMPONENTS.__getitem__, components)) + "]"


def text_array(elements: Iterable[str]) -> str:
    """Return a text[] value as PostgreSQL reads it."""
    quoted = ('"' + element.replace("\\", "\\\\").replace('"', '\\"') + '"' for element in elements)
    return "{" + ",".join(quoted) + "}"


def by_user(rows: Iterable[OwnedRow]) -> dict[str, list[OwnedRow]]:
    """Return the rows of every user, in the order given."""
    grouped: dict[str, list[OwnedRow]] = {}
    for row in rows:
        grouped.setdefault(row.user_id, []).append(row)
    return grouped
