"""SQL and PL/pgSQL as tokens, so that nothing is ever found inside a string or a comment.

Source: PostgreSQL manual, Lexical Structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+|--[^\n]*)
  | (?P<comment>/\*)
  | (?P<string>[eE]'(?:[^'\\]|\\.|'')*'?|[bBxXnN]?'(?:[^']|'')*'?)
  | (?P<quoted>"(?:[^"]|"")*"?)
  | (?P<dollar>\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$)
  | (?P<word>[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*)
  | (?P<number>[0-9]+(?:\.(?!\.)[0-9]*)?(?:[eE][+-]?[0-9]+)?)
  | (?P<symbol>:=|::|\.\.|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_EDGE = re.compile(r"/\*|\*/")


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: ``name``, ``string``, ``number`` or ``symbol``.
        text: A name as PostgreSQL reads it (folded, or without its quotes); a string's contents; a number or symbol as
            written.
        start, end: Where it stands in the text.
        word: The folded text of a name without quotes, which may be a keyword; empty for everything else.
    """

    kind: str
    text: str
    start: int
    end: int
    word: str = ""


def scan(sql: str) -> Iterator[Token]:
    """Yield the tokens of a text; blanks and comments are left out."""
    position = 0
    while position < len(sql):
        match = _TOKEN.match(sql, position)
        if match is None:  # unreachable: a symbol is any character
            raise ValueError(f"cannot scan SQL at character {position}")
        start, position = position, match.end()
        kind, text = match.lastgroup, match.group()
        if kind == "comment":
            position = _end_of_comment(sql, position)
        elif kind == "dollar":
            close = sql.find(text, position)
            inside = position
            position = len(sql) if close < 0 else close + len(text)
            yield Token("string", sql[inside : close if close >= 0 else len(sql)], start, position)
        elif kind != "blank":
            yield _token(str(kind), text, start, position)


def _token(kind: str, text: str, start: int, end: int) -> Token:
    match kind:
        case "word":
            return Token("name", text.lower(), start, end, text.lower())
        case "quoted":
            return Token("name", text.strip('"').replace('""', '"'), start, end)
        case "string":
            return Token("string", text[text.index("'") + 1 :].removesuffix("'").replace("''", "'"), start, end)
        case _:
            return Token(kind, text, start, end)


def _end_of_comment(sql: str, position: int) -> int:
    """Return where a block comment ends; they nest."""
    depth = 1
    while depth:
        edge = _COMMENT_EDGE.search(sql, position)
        if edge is None:
            return len(sql)
        depth += 1 if edge.group() == "/*" else -1
        position = edge.end()
    return position


def called(tokens: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    """Yield position, schema and name of every ``name(`` and ``schema.name(``; without a schema that is empty."""
    for position, token in enumerate(tokens[:-1]):
        if token.kind != "name" or tokens[position + 1].text != "(" or tokens[position + 1].kind != "symbol":
            continue
        dotted = position >= 2 and tokens[position - 1].text == "." and tokens[position - 2].kind == "name"  # noqa: PLR2004 - name and dot
        yield position, tokens[position - 2].text if dotted else "", token.text
