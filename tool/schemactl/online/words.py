"""The words of commands that are run online: changed through the scanner, never by searching SQL text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from schemactl.postgres.lexer import tokens
from schemactl.postgres.quoting import identifier

_SILENT = frozenset({"space", "line_comment", "block_comment"})


def leading_words(sql: str, count: int) -> tuple[str, ...]:
    """Return the first words of a command in capitals, up to the first token that is none."""
    words: list[str] = []
    for kind, text in tokens(sql):
        if kind in _SILENT:
            continue
        if kind != "word" or len(words) == count:
            break
        words.append(text.upper())
    return tuple(words)


def sets_not_null(sql: str) -> bool:
    """Return whether a command is ALTER TABLE with SET NOT NULL or ADD CONSTRAINT."""
    words = tuple(text.upper() for kind, text in tokens(sql) if kind == "word")
    return words[-3:] == ("SET", "NOT", "NULL") or ("ADD", "CONSTRAINT") in pairwise(words)


def says(sql: str, *words: str) -> bool:
    """Return whether key words, in capitals, follow one another in a command."""
    plain = [text.upper() for kind, text in tokens(sql) if kind in ("word", "quoted")]
    return any(tuple(plain[place : place + len(words)]) == words for place in range(len(plain)))


def mentions(sql: str, name: str) -> bool:
    """Return whether a name stands in a command, with quotes or without."""
    return any(
        name == (text[1:-1].replace('""', '"') if kind == "quoted" else text.lower())
        for kind, text in tokens(sql)
        if kind in ("word", "quoted")
    )


def on_another_column(sql: str, column: str, other: str) -> str:
    """Return CREATE INDEX for another column in the place of one of its own.

    A name that is called, qualified, cast to or collated by is no column's. Whether the right names were found, the
    proof of the plan tells.

    Args:
        sql: The command as `pg_get_indexdef` writes it. `column`, `other`: names of columns.
    """
    parts = [*tokens(sql)]
    start = next(place for place, (kind, text) in enumerate(parts) if (kind, text) == ("word", "USING")) + 2
    written = identifier(column)
    return "".join(
        identifier(other) if place > start and text == written and _is_column(parts, place) else text
        for place, (_, text) in enumerate(parts)
    )


def _is_column(parts: list[tuple[str, str]], place: int) -> bool:
    before = "".join(text for _, text in parts[:place]).rstrip()
    after = "".join(text for _, text in parts[place + 1 :])
    return not before.endswith((".", "::", "COLLATE")) and not after.startswith(("(", "."))


def creates_index(sql: str) -> bool:
    """Return whether a command is CREATE INDEX or CREATE UNIQUE INDEX."""
    return leading_words(sql, 3)[:2] == ("CREATE", "INDEX") or leading_words(sql, 3) == ("CREATE", "UNIQUE", "INDEX")


def concurrently(sql: str, name: str = "") -> str:
    """Return CREATE INDEX or DROP INDEX with CONCURRENTLY after the word INDEX.

    Args:
        sql: The command as PostgreSQL or pg_dump wrote it, with a name that is not qualified where it creates one.
        name: Another name for a new index; empty to keep the one it has.
    """
    return "".join(_concurrently(sql, name))


def _concurrently(sql: str, name: str) -> Iterator[str]:
    said = replaced = False
    for kind, text in tokens(sql):
        if said and name and not replaced and kind in ("word", "quoted"):
            yield identifier(name)
            replaced = True
        else:
            yield text
        if not said and kind == "word" and text.upper() == "INDEX":
            yield " CONCURRENTLY"
            said = True


def detached_concurrently(sql: str) -> str:
    """Return ALTER TABLE ... DETACH PARTITION with CONCURRENTLY at its end."""
    return f"{sql.rstrip().removesuffix(';')} CONCURRENTLY"
