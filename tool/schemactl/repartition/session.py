"""The session of a run, its transactions, and the queries of this room."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from schemactl.errors import ConnectionFailed, LockNotObtained, PermissionMissing, ServerError
from schemactl.postgres import advisory
from schemactl.postgres.connect import connect, first_line, refuse_pooler
from schemactl.postgres.queries import load_query
from schemactl.repartition.events import OnEvent, Waiting

if TYPE_CHECKING:
    import psycopg

Answer = TypeVar("Answer")

_TRIES = 12
_PAUSE_PER_LOCK_TIMEOUT = 4.0
_GROWTH = 1.5
_LONGEST_PAUSE_SECONDS = 20.0
_IN_THE_WAY = frozenset({"55P03", "40P01", "40001", "57014"})
"""lock_not_available, deadlock_detected, serialization_failure, query_canceled by our own limit on LOCK TABLE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The one session of a run.

    Attributes:
        connection: In autocommit mode; transactions are opened with `attempt`.
        lock_timeout: The longest wait for a lock. Below the server's deadlock_timeout, it is always we who give up.
        on_event: Who is told.
    """

    connection: psycopg.Connection[Any]
    lock_timeout: timedelta
    on_event: OnEvent

    def rows(self, query: str, /, *values: object, **named: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.connection.execute(query.encode(), named or values or None).fetchall()

    def value(self, query: str, /, *values: object, **named: object) -> Any:
        """Return the first column of a query's first row."""
        row = self.connection.execute(query.encode(), named or values or None).fetchone()
        return row[0] if row else None

    def run(self, command: str, /, *values: object) -> None:
        """Run a command."""
        self.connection.execute(command.encode(), values or None)

    def attempt(self, step: str, work: Callable[[], Answer]) -> Answer:
        """Do some work in a transaction, and again after a pause while another session is in its way.

        Args:
            step: What is done, for the reader. `work`: it; run anew from its start each time.

        Raises:
            LockNotObtained: Another session was in the way at every try.
            ServerError: The server refuses for another reason.
        """
        import psycopg

        pause = self.lock_timeout.total_seconds() * _PAUSE_PER_LOCK_TIMEOUT
        for attempt in range(1, _TRIES + 1):
            try:
                with self.connection.transaction():
                    return work()
            except psycopg.OperationalError as error:
                reason = first_line(error)
                if error.sqlstate not in _IN_THE_WAY:
                    raise ConnectionFailed(
                        f"{step}: {reason}", hint="Run the same command again: it goes on."
                    ) from error
                seconds = min(pause, _LONGEST_PAUSE_SECONDS) * random.SystemRandom().uniform(0.5, 1.5)
                if attempt < _TRIES:
                    event = Waiting(step=step, attempt=attempt, reason=reason, pause_seconds=seconds)
                    self.on_event(event)
                    time.sleep(seconds)
                pause *= _GROWTH
            except psycopg.Error as error:
                raise ServerError(
                    f"{step}: {first_line(error)}", hint=error.diag.message_hint or error.diag.message_detail or ""
                ) from error
        raise LockNotObtained(
            f"{step}: another session was in the way {_TRIES} times",
            hint="Nothing of this step was kept. Look for long transactions on the table, then run the command again.",
        )


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """Turn a refusal outside of `Session.attempt` into our error."""
    import psycopg

    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise PermissionMissing(first_line(error), hint="Run this as the owner of both tables.") from error


@contextlib.contextmanager
def open_session(conninfo: str, table: str, lock_timeout: timedelta, on_event: OnEvent) -> Iterator[Session]:
    """Open the session of a run; no other run can work on the same table meanwhile.

    Raises:
        ConnectionFailed: The server cannot be reached, or a pooler stands between.
        LockNotObtained: Another run works on this table.
        PermissionMissing: The login may not do what the run needs.
    """
    with _refusals(), connect(conninfo) as connection:
        session = Session(connection=connection, lock_timeout=lock_timeout, on_event=on_event)
        refuse_pooler(connection)
        milliseconds = round(lock_timeout / timedelta(milliseconds=1))
        session.run("SELECT pg_catalog.set_config('lock_timeout', %s, false)", str(milliseconds))
        session.run("SELECT pg_catalog.set_config('schemactl.repartition', 'on', false)")
        key = session.value("SELECT pg_catalog.hashtextextended(%s, 0)", f"schemactl repartition {table}")
        if not advisory.obtain_lock(connection, key):
            raise LockNotObtained(
                f"another run moves the rows of {table}", hint="Wait for it, or end it; then run again."
            )
        yield session


query = partial(load_query, "repartition")
"""Return the text of `repartition/sql/<name>.sql`."""
