"""Splitting SQL text into single commands, by the lexical rules of psql.

Nothing is understood here: the scanner only knows where quotes, comments, parentheses and ``BEGIN ATOMIC`` bodies begin
and end, so that a semicolon inside one of them does not end a command.
Source: PostgreSQL manual, Lexical Structure; psql's own scanner (``psqlscan.l``) for routine bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<line_comment>--[^\n]*)
  | (?P<block_comment>/\*)
  | (?P<escape_string>[eE]'(?:[^'\\]|\\.|'')*'?)
  | (?P<string>'(?:[^']|'')*'?)
  | (?P<quoted>"(?:[^"]|"")*"?)
  | (?P<dollar>\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$)
  | (?P<word>[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*)
  | (?P<number>[0-9][0-9A-Za-z_.]*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_SILENT = frozenset({"space", "line_comment", "block_comment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One SQL command of a longer text.

    Attributes:
        text: The command without leading blanks and comments and without its closing semicolon.
        line: 1-based line on which `text` begins.
        offset: 0-based character position of `text` in the whole.
    """

    text: str
    line: int
    offset: int


@dataclass(slots=True)
class _Scan:
    """State of the scanner inside one command."""

    start: int = -1
    depth: int = 0
    begin: int = 0
    words: tuple[str, ...] = ()
    previous: str = ""

    def see_word(self, word: str) -> None:
        """Follow CREATE FUNCTION/PROCEDURE ... BEGIN ... END as psql does; CASE ... END nests inside a body.

        A word after a dot, and the one that names the routine, is a name and nothing else.
        """
        lower = word.lower()
        if self.previous in (".", "function", "procedure"):
            return
        if len(self.words) < 4:  # noqa: PLR2004 - CREATE OR REPLACE FUNCTION
            self.words += (lower,)
        if not self._routine() or self.depth:
            return
        if lower == "begin" or (lower == "case" and self.begin):
            self.begin += 1
        elif lower == "end" and self.begin:
            self.begin -= 1

    def _routine(self) -> bool:
        head = self.words[1:4:2] if self.words[1:2] == ("or",) else self.words[1:2]
        return self.words[:1] == ("create",) and bool({"function", "procedure"} & set(head))


def split_statements(sql: str) -> list[Command]:
    """Return the commands of an SQL text in order; empty commands are left out.

    The text of a command is returned unchanged, including comments inside it.
    """
    return list(_commands(sql))


def tokens(sql: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of every token of an SQL text; put together again, the texts are the SQL.

    Kinds are the groups of the scanner's pattern: ``space``, ``word``, ``quoted``, ``string``, ``escape_string``...
    """
    position = 0
    while match := _TOKEN.match(sql, position):
        kind, start, position = match.lastgroup or "other", position, match.end()
        if kind == "block_comment":
            position = _end_of_comment(sql, position) or len(sql)
        elif kind == "dollar":
            position = _end_of_dollar(sql, position, match.group())
        yield kind, sql[start:position]


def _commands(sql: str) -> Iterator[Command]:
    scan, position, line, counted = _Scan(), 0, 1, 0
    while position < len(sql):
        match = _TOKEN.match(sql, position)
        if match is None:  # unreachable: `other` matches any character
            raise ValueError(f"cannot scan SQL at character {position}")
        kind, start, position = match.lastgroup or "other", position, match.end()
        if kind == "block_comment":
            end = _end_of_comment(sql, position)
            # One that is never closed is for the server to refuse, not for us to pass over what follows.
            kind, position = (kind, end) if end else ("other", len(sql))
        elif kind == "dollar":
            position = _end_of_dollar(sql, position, match.group())
        if kind == "other" and match.group() == ";" and not scan.depth and not scan.begin:
            if scan.start >= 0:
                line, counted = line + sql.count("\n", counted, scan.start), scan.start
                yield Command(text=sql[scan.start : start].rstrip(), line=line, offset=scan.start)
            scan = _Scan()
            continue
        if kind in _SILENT:
            continue
        if scan.start < 0:
            scan.start = start
        _follow(scan, kind, match.group())
        scan.previous = match.group().lower()
    if scan.start >= 0:
        line += sql.count("\n", counted, scan.start)
        yield Command(text=sql[scan.start :].rstrip(), line=line, offset=scan.start)


def _follow(scan: _Scan, kind: str, text: str) -> None:
    """Update nesting for one token."""
    if kind == "word":
        scan.see_word(text)
    elif kind == "other" and text == "(":
        scan.depth += 1
    elif kind == "other" and text == ")":
        scan.depth = max(0, scan.depth - 1)


def _end_of_comment(sql: str, position: int) -> int:
    """Return where a block comment ends, 0 where it does not; they nest (PostgreSQL manual, Comments)."""
    depth = 1
    while depth:
        edge = _COMMENT_EDGE.search(sql, position)
        if edge is None:
            return 0
        depth += 1 if edge.group() == "/*" else -1
        position = edge.end()
    return position


def _end_of_dollar(sql: str, position: int, tag: str) -> int:
    """Return where a dollar-quoted text ends; the end of the text when it is never closed."""
    end = sql.find(tag, position)
    return len(sql) if end < 0 else end + len(tag)
