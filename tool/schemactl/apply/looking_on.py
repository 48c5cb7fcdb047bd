"""How far a long statement has come.

Our own session is busy then, so a second one looks on. It is opened only once the statement has taken a while, and each
look is a transaction of its own: an old snapshot would stop CREATE INDEX CONCURRENTLY.
Source: PostgreSQL manual, Progress Reporting.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from schemactl.apply.send import query
from schemactl.errors import SchemactlError
from schemactl.model.statement import Statement, Trait, TransactionRule, Verb
from schemactl.postgres.connect import connect

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

SILENT_SECONDS = 2.0
"""Nothing is said of statements that are done by then."""

_EVERY_SECONDS = 1.0
_CLOSE_SECONDS = 10.0
_MAY_TAKE_LONG = frozenset(
    {
        TransactionRule.FIRST,
        TransactionRule.FIRST_OUTSIDE,
        TransactionRule.OUTSIDE,
        TransactionRule.LAST,
        TransactionRule.LAST_OUTSIDE,
    }
)

OnProgress = Callable[[float, str, int | None], None]
"""Told for how many seconds a statement has been running, what it does, and how many per cent of that are done."""


def may_take_long(statement: Statement) -> bool:
    """Return whether it is worth looking on: most statements are done at once."""
    over_rows = any(lock.scanned or lock.rewritten for lock in statement.locks)
    return (
        over_rows
        or statement.transaction in _MAY_TAKE_LONG
        or statement.verb is Verb.DATA
        or Trait.READS_ALL_ROWS in statement.traits
    )


class LookingOn:
    """Looks on while another session runs a statement. Use it as a context manager around the statement.

    Args:
        conninfo: The database. `pid`: the server process of the session.
        on_progress: Called in a thread of its own; what it raises ends the looking and nothing else.
    """

    def __init__(self, conninfo: str, pid: int, on_progress: OnProgress) -> None:
        self._conninfo = conninfo
        self._pid = pid
        self._on_progress = on_progress
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="schemactl progress", daemon=True)
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        """Start looking."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop looking, and wait until the session is closed."""
        self._ended.set()
        self._thread.join(_CLOSE_SECONDS)

    def _look(self) -> None:
        import psycopg

        if self._ended.wait(SILENT_SECONDS):
            return
        # To say how far it is is a courtesy: where no second session is to be had, the run goes on without.
        with contextlib.suppress(psycopg.Error, SchemactlError), connect(self._conninfo) as connection:
            while not self._ended.wait(_EVERY_SECONDS):
                self._tell(connection)

    def _tell(self, connection: psycopg.Connection[TupleRow]) -> None:
        row = connection.execute(query("progress").encode(), {"pid": self._pid}).fetchone()
        if row is not None and not self._ended.is_set():
            self._on_progress(time.monotonic() - self._began, str(row[0]), row[1])
