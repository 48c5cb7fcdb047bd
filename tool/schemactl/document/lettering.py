"""How large text and cards are. Text is set in a monospaced font, whose width can be told without the font itself."""

from __future__ import annotations

from unicodedata import east_asian_width

from schemactl.document.entities import Card, Field
from schemactl.document.links import shown
from schemactl.model.printable import printable

SIZE = 12.0
TITLE_SIZE = 13.0
SMALL_SIZE = 10.5
_ADVANCE = 0.61
"""Width of a character over the size of the font: 0.60 in Menlo, SF Mono, DejaVu and Liberation Mono; Consolas is
narrower."""

PADDING = 12.0
ROW = 21.0
HEAD = 34.0
NOTE = 16.0
BOTTOM = 5.0
MARK = 31.0
"""Room for one key mark, PK or FK or UK, and the space after it."""

_BETWEEN = 22.0
_LONGEST = 40


def fitted(text: str) -> str:
    """Return a text that is shown: on one line, and cut where it is too long."""
    line = printable(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def text_width(text: str, size: float = SIZE) -> float:
    """Return how wide a text is; the letters of Chinese, Japanese and Korean count twice."""
    wide = sum(east_asian_width(character) in ("W", "F") for character in text)
    return (len(text) + wide) * size * _ADVANCE


def title_of(card: Card) -> str:
    """Return what stands at the head of a card."""
    return fitted(shown(card.name))


def card_width(card: Card) -> float:
    """Return the width a card needs for everything on it."""
    rows = (marks_width(card) + text_width(fitted(f.name)) + _BETWEEN + text_width(type_of(f)) for f in card.fields)
    heads = (text_width(title_of(card), TITLE_SIZE), text_width(fitted(card.note), SMALL_SIZE))
    return 2 * PADDING + max(*heads, *rows, 90.0)


def card_height(card: Card) -> float:
    """Return the height of a card."""
    return top_of_rows(card) + len(card.fields) * ROW + BOTTOM


def top_of_rows(card: Card) -> float:
    """Return how far below its upper edge a card's first row begins."""
    return HEAD + (NOTE if card.note else 0.0) + BOTTOM


def row_middle(card: Card, field: str) -> float:
    """Return how far below the upper edge of a card the middle of a column's row is."""
    names = [one.name for one in card.fields]
    return top_of_rows(card) + (names.index(field) + 0.5) * ROW


def marks_width(card: Card) -> float:
    """Return the room in front of the names, for the most marks any row of the card has."""
    return max((len(field.marks) for field in card.fields), default=0) * MARK


def type_of(field: Field) -> str:
    """Return a column's type as shown; a question mark says that it may be null."""
    return fitted(field.type) + ("" if field.required else "?")
