"""One order of names on every machine: the one people know from dictionaries, which the files of Supabase are in.

Python compares by code point, where ``_`` comes after capital letters. A collation of the system would be right on one
machine and missing on the next, so the few rules that names need are written down here.
"""

from __future__ import annotations

import unicodedata

_MARKS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
"""ASCII's marks in the order of the Unicode Collation Algorithm (CLDR root collation)."""

_RANKS = {mark: rank for rank, mark in enumerate(_MARKS)}
_DIGITS, _LETTERS = 1, 2

Key = tuple[tuple[tuple[int, int], ...], str, str]


def by_name(name: str) -> Key:
    """Return what to sort a name by: marks, digits, letters without their case; lower case first among equals.

    Letters beyond ASCII follow their base letter, or their code point if they have none.
    """
    decomposed = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(_weight(c) for c in decomposed.casefold()), name.swapcase(), name


def _weight(character: str) -> tuple[int, int]:
    if character in _RANKS:
        return 0, _RANKS[character]
    return (_DIGITS if character.isdecimal() else _LETTERS), ord(character)
