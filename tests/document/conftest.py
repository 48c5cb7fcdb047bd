"""Databases as documents see them, and pages as a Markdown reader sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from schemactl.document.catalog import read_reference
from schemactl.document.families import Documented, arrange
from schemactl.document.reference import Reference
from schemactl.postgres.connect import connect
from tests.fixtures.databases import NewDatabase

if TYPE_CHECKING:
    from markdown_it.token import Token

NASTY = (Path(__file__).parent / "nasty.sql").read_text(encoding="utf-8")

Read = Callable[[str], Reference]
"""Runs a script in an empty database and returns what documents see there."""


@pytest.fixture
def read(new_database: NewDatabase) -> Read:
    """Return a reader of databases made by a script."""

    def read_database(script: str) -> Reference:
        with connect(new_database(script)) as connection:
            return read_reference(connection, None)

    return read_database


@pytest.fixture
def nasty(read: Read) -> Documented:
    """Return the schema of hostile names."""
    return arrange(read(NASTY))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as a reader of GitHub's Markdown sees it.

    Attributes:
        cells: Rows of all tables, as texts. `links`: targets. `anchors`: names of places.
        raw: Every piece of HTML that is passed on as it is.
    """

    cells: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]
    anchors: tuple[str, ...]
    raw: tuple[str, ...]


def rendered(page: str) -> Rendered:
    """Return a page as it is shown."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)
    inline = [child for token in tokens for child in token.children or ()]
    raw = [t.content.strip() for t in (*tokens, *inline) if t.type in ("html_block", "html_inline")]
    links = [str(t.attrGet("href") or t.attrGet("src")) for t in inline if t.type in ("link_open", "image")]
    anchors = [piece.split('"')[1] for piece in raw if piece.startswith("<a id=")]
    return Rendered(tuple(_rows(tokens)), tuple(links), tuple(anchors), tuple(raw))


def _rows(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type in ("td_open", "th_open"):
            row.append(_text(tokens[place + 1]))
        elif token.type == "tr_close":
            yield tuple(row)


def _text(token: Token) -> str:
    pieces = (t.content for t in token.children or () if t.type in ("text", "code_inline", "text_special", "entity"))
    return unescape("".join(pieces))
