"""Timing the ten questions: the same parameters for both databases, in turns, as a signed-in reader.

What is timed lies between sending a prepared statement and having all its rows: planning is done and nothing is turned
into Python values, as in the server between the app and the database.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.pq import ExecStatus
from psycopg.rows import dict_row

from bench.questions import Kind, Question
from bench.seed_rows import key
from schemactl.postgres.connect import connect

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

Parameters = Mapping[str, object]

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_RUNS = 15
_FEW_PAGES = 25
_DRAWN_FROM = {
    "user_books": ((1, 2, 3, 7, 9), "SELECT user_id AS reader, split_part(title, ' ', 1) AS words"),
    "user_notes": (
        (4,),
        (
            "SELECT user_id AS reader, book_id AS book,"
            " page_number - %(few)s AS first_page, page_number + %(few)s AS last_page"
        ),
    ),
    "pomodoro_sessions": ((5, 6), "SELECT user_id AS reader"),
    "conversation_memories": ((8,), "SELECT user_id AS reader, embedding::text AS embedding"),
    "user_highlights": ((10,), "SELECT user_id AS reader, book_id AS book"),
}
"""The table whose rows decide who asks: readers with many rows ask more often, as they do in life."""

_NAMES = {
    "user_books": "book",
    "user_notes": "note",
    "pomodoro_sessions": "session",
    "conversation_memories": "memory",
    "user_highlights": "highlight",
}
_INDEX_SCANS = "SELECT indexrelname::text, idx_scan FROM pg_stat_user_indexes WHERE schemaname IN ('public', 'chat')"
_PROMISED_PERCENT = {Kind.ANALYTICS: -80.0, Kind.HOT: -30.0, Kind.OTHER: 10.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one question.

    Attributes:
        question: The question.
        rows: The median number of rows of an answer.
        legacy, restructured: For each set of parameters, milliseconds of the fastest run.
        differing: For how many sets of parameters the two answers differed.
        indexes: Which indexes the restructured database used.
    """

    question: Question
    rows: int
    legacy: tuple[float, ...]
    restructured: tuple[float, ...]
    differing: int
    indexes: tuple[str, ...]

    @property
    def change(self) -> float:
        """Return by how many percent the median changed; negative is faster."""
        return 100 * (statistics.median(self.restructured) / statistics.median(self.legacy) - 1)

    @property
    def kept(self) -> bool:
        """Return whether the answers are the same and what was promised for a question of this kind holds."""
        return not self.differing and self.change <= _PROMISED_PERCENT[self.question.kind]


class Session:
    """A session of the app on one database: it acts as the reader who asks, under row security.

    Args:
        url: The database.
    """

    def __init__(self, url: str) -> None:
        self._connection = connect(url)
        self._connection.execute("SET row_security = on")
        self._connection.execute("SET ROLE authenticated")
        self._prepared: dict[str, tuple[bytes, list[str]]] = {}

    def ask(self, sql: str, parameters: Parameters) -> tuple[float, list[tuple[bytes | None, ...]]]:
        """Ask a question; return the milliseconds it took, and its rows as the server sent them."""
        name, names = self._prepare(sql)
        self._connection.execute("SELECT set_config('request.jwt.claims', %s, false)", [_claims(parameters["reader"])])
        values = [str(parameters[each]).encode() for each in names]
        session = self._connection.pgconn
        started = time.perf_counter()
        result = session.exec_prepared(name, values)
        taken = (time.perf_counter() - started) * 1000
        if result.status != ExecStatus.TUPLES_OK:
            raise RuntimeError(f"{sql}\n{result.error_message.decode()}")
        columns = range(result.nfields)
        return taken, [tuple(result.get_value(row, column) for column in columns) for row in range(result.ntuples)]

    def count_scans(self) -> None:
        """Let the statistics of this session be seen by others now, not at some later time."""
        self._connection.execute("SELECT pg_stat_force_next_flush()")

    def close(self) -> None:
        """End the session."""
        self._connection.close()

    def _prepare(self, sql: str) -> tuple[bytes, list[str]]:
        """Return the name of a prepared statement and the parameters it takes, in order."""
        if sql not in self._prepared:
            names = list(dict.fromkeys(_PLACEHOLDER.findall(sql)))
            numbered = _PLACEHOLDER.sub(lambda match: f"${names.index(match[1]) + 1}", sql)
            name = f"question_{len(self._prepared)}".encode()
            self._connection.pgconn.prepare(name, numbered.encode())
            self._prepared[sql] = (name, names)
        return self._prepared[sql]


def draw_parameters(
    connection: psycopg.Connection[TupleRow], sizes: Mapping[str, int], draws: int
) -> dict[int, list[dict[str, Any]]]:
    """Return sets of parameters for every question, by its number: so many drawn ones, and one of the heaviest reader.

    Args:
        connection: The legacy database.
        sizes: How many rows were made, by table.
        draws: How many sets to draw.
    """
    dice = random.Random(7)  # noqa: S311 - a benchmark keeps no secrets
    drawn: dict[int, list[dict[str, Any]]] = {}
    for table, (numbers, select) in _DRAWN_FROM.items():
        ids = [key(_NAMES[table], dice.randint(1, sizes[table])) for _ in range(draws)]
        heaviest = f"(SELECT id FROM public.{table} WHERE user_id = %(heaviest)s ORDER BY id LIMIT 1)"
        query = f"{select} FROM public.{table} WHERE id = ANY (%(ids)s) OR id = {heaviest} ORDER BY id"
        values = {"few": _FEW_PAGES, "ids": ids, "heaviest": key("reader", 1)}
        with connection.cursor(row_factory=dict_row) as cursor:
            rows = cursor.execute(query.encode(), values).fetchall()
        drawn.update(dict.fromkeys(numbers, rows))
    return drawn


def measure(
    question: Question,
    parameters: Sequence[Parameters],
    *,
    legacy: Session,
    restructured: Session,
    watcher: psycopg.Connection[TupleRow],
) -> Result:
    """Ask both databases one question with all parameters, in turns, and compare the answers.

    Args:
        question: The question. `parameters`: what to ask it with.
        legacy, restructured: Sessions of the app.
        watcher: A superuser's session on the restructured database; it looks up which indexes are used.
    """
    before = _index_scans(restructured, watcher)
    old, new, sizes, differing = [], [], [], 0
    for each in parameters:
        answer = legacy.ask(question.legacy_sql, each)[1]
        differing += answer != restructured.ask(question.sql, each)[1]
        sizes.append(len(answer))
        pairs = [
            (legacy.ask(question.legacy_sql, each)[0], restructured.ask(question.sql, each)[0]) for _ in range(_RUNS)
        ]
        old.append(min(pair[0] for pair in pairs))
        new.append(min(pair[1] for pair in pairs))
    after = _index_scans(restructured, watcher)
    return Result(
        question=question,
        rows=round(statistics.median(sizes)),
        legacy=tuple(old),
        restructured=tuple(new),
        differing=differing,
        indexes=tuple(sorted(name for name, scans in after.items() if scans > before[name])),
    )


def _index_scans(session: Session, watcher: psycopg.Connection[TupleRow]) -> dict[str, int]:
    session.count_scans()
    return dict(watcher.execute(_INDEX_SCANS).fetchall())


def _claims(reader: object) -> str:
    """Return a token's content in the shape and size the platform issues."""
    if not isinstance(reader, UUID):
        raise TypeError(f"a reader is a UUID, not {reader!r}")
    return json.dumps(
        {
            "iss": "https://project.example.org/auth/v1",
            "sub": str(reader),
            "aud": "authenticated",
            "exp": 4_000_003_600,
            "iat": 4_000_000_000,
            "email": "reader@example.org",
            "phone": "",
            "app_metadata": {"provider": "email", "providers": ["email"]},
            "user_metadata": {"email": "reader@example.org", "email_verified": True, "sub": str(reader)},
            "role": "authenticated",
            "aal": "aal1",
            "amr": [{"method": "password", "timestamp": 4_000_000_000}],
            "session_id": "6c1e4d3a-4e4e-4a52-9d53-1b2c3d4e5f60",
            "is_anonymous": False,
        }
    )
