"""Reads ``rights.txt``, the table of who may do what, which the tests of this folder are made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

VERBS = "SIUDT"
"""Read, insert, change, delete, empty: SELECT, INSERT, UPDATE, DELETE, TRUNCATE."""

_FILE = Path(__file__).with_name("rights.txt")
_COLUMNS = ("own", "others", "nobody", "anon", "service")
_HIDES = "hides "
_CHANGES_ONLY = "changes only "


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """One line of the table.

    Attributes:
        own: What a signed-in reader may do with own rows; each of these is a subset of `VERBS`.
        others: What a signed-in reader may do with the rows of another one.
        nobody: What a signed-in session without a subject may do.
        anon: What a visitor may do.
        service: What the backend may do, with the rows of all readers.
        hidden: Columns signed-in readers cannot read.
        changeable: The only columns they can change; empty for all of them.
    """

    own: frozenset[str]
    others: frozenset[str]
    nobody: frozenset[str]
    anon: frozenset[str]
    service: frozenset[str]
    hidden: frozenset[str] = frozenset()
    changeable: frozenset[str] = frozenset()

    def of(self, who: str) -> frozenset[str]:
        """Return what one column of the table grants."""
        return {name: getattr(self, name) for name in _COLUMNS}[who]


def read_rights() -> dict[str, Rights]:
    """Return the lines of the table by relation.

    Raises:
        ValueError: A line has a word or a letter that means nothing.
    """
    lines = (line.split(None, len(_COLUMNS) + 1) for line in _FILE.read_text(encoding="utf-8").splitlines())
    _, *rows = (line for line in lines if line and line[0] != "#")
    return {relation: _rights(words) for relation, *words in rows}


def _rights(words: list[str]) -> Rights:
    letters = {name: frozenset(word) - {"-"} for name, word in zip(_COLUMNS, words, strict=False)}
    if wrong := frozenset().union(*letters.values()) - set(VERBS):
        raise ValueError(f"unknown letters in rights.txt: {sorted(wrong)}")
    remark = words[len(_COLUMNS)] if len(words) > len(_COLUMNS) else ""
    hidden, changeable = _named(remark, _HIDES), _named(remark, _CHANGES_ONLY)
    if remark and not hidden and not changeable:
        raise ValueError(f"a remark in rights.txt that no test reads: {remark}")
    return Rights(**letters, hidden=hidden, changeable=changeable)


def _named(remark: str, word: str) -> frozenset[str]:
    """Return the columns a remark names after a word."""
    return frozenset(remark.removeprefix(word).split(", ")) if remark.startswith(word) else frozenset()
