"""The ten questions of the app that say whether its database is fast; shared by the benchmark and the tests.

Each is one .sql file here, as the app asks the restructured database. Where the legacy database must be asked in other
words there is a second file in ``legacy/`` with the same name. Both are asked as a signed-in reader, so row security is
part of what is measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"-- (?P<number>\d+) (?P<title>.+) \[(?P<kind>\w+)\]\n(?P<reason>(?:-- .*\n)*)")


class Kind(Enum):
    """What was promised for a question."""

    HOT = "hot"
    """Asked whenever a library, a page or a search is opened."""

    ANALYTICS = "analytics"
    """Figures over much of what a reader has."""

    OTHER = "other"
    """Nothing but that it does not become slower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes:
        number: 1 to 10. `title`: what is asked, in a few words. `kind`: what was promised for it.
        sql: How the restructured database is asked, with parameters such as ``%(reader)s``.
        legacy_sql: How the legacy database is asked for the same answer.
    """

    number: int
    title: str
    kind: Kind
    sql: str
    legacy_sql: str


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header = _HEADER.match(text)
    if header is None:
        raise ValueError(f"{path.name} must begin with a line such as: -- 1 a page of the library [hot]")
    older = _FOLDER / "legacy" / path.name
    return Question(
        number=int(header["number"]),
        title=header["title"],
        kind=Kind(header["kind"]),
        sql=text,
        legacy_sql=older.read_text(encoding="utf-8") if older.exists() else text,
    )


QUESTIONS = tuple(_read(path) for path in sorted(_FOLDER.glob("*.sql")))
"""All ten, by number."""
