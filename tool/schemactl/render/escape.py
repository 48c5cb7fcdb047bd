"""How foreign text enters a report without breaking out of its place.

A name in PostgreSQL may hold anything but a zero byte. A line end in a name once ended the comment pg_dump had put it
in, and psql ran what came after it (CVE-2025-8715). So a name is written on one line, with everything that does not
show escaped; and what the format at hand gives a meaning is taken away from it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemactl.model.printable import escaped, printable

_KEPT = "\n\t"
_BACKTICKS = re.compile("`+")
_MARKDOWN = str.maketrans({c: f"&#{ord(c)};" for c in "\\`*_[]<>&|~#$!"} | {"@": r"\x40"})
_LINKS = re.compile(r":(?=\S)|(?<=www)\.", re.IGNORECASE)


def readable(block: str) -> str:
    r"""Return a text of several lines with everything else that does not show escaped: for reading, not for running.

    Windows line ends, which function bodies often hold, become plain ones.
    """
    block = block.replace("\r\n", "\n")
    return "".join(c if c in _KEPT or c.isprintable() else escaped(c) for c in block)


def hidden_characters(sql: str) -> str:
    """Return the characters that make a reader see something else than what runs: ``U+001B, U+202E``; empty if none."""
    found = {c for c in sql.replace("\r\n", "\n") if c not in _KEPT and not c.isprintable()}
    return ", ".join(f"U+{ord(c):04X}" for c in sorted(found))


def comment(text: str) -> str:
    """Return a text as one line of SQL comment."""
    return f"-- {printable(text)}".rstrip()


def commented(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines of text as lines of SQL comment."""
    return (comment(line) for line in lines)


def prose(text: str) -> str:
    """Return a text for a line of Markdown: no markup, link, formula, cell, emoji or mention comes out of it.

    Character references cannot stand in for markup (CommonMark, "Entity and numeric character references"). A mention
    is recognised only after rendering, so ``@`` is written as an escape.
    """
    return _LINKS.sub(lambda found: f"&#{ord(found[0])};", printable(text).translate(_MARKDOWN))


def code(text: str) -> str:
    r"""Return a text as inline code of Markdown, also for a table cell: backtick and bar become ``\x60``, ``\x7c``."""
    return f"`{printable(text).replace('`', escaped('`')).replace('|', escaped('|'))}`"


def fenced(language: str, block: str) -> str:
    """Return a text as a code block of Markdown, in a fence longer than any run of backticks in it."""
    text = readable(block).rstrip("\n")
    fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"
