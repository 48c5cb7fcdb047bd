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
