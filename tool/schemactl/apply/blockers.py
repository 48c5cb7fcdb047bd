"""Who stands in the way of a statement.

PostgreSQL tells it only while the statement waits, and our own session is busy waiting then; so a second session looks
on. It starts with the second try: most locks are obtained at the first.
"""

from __future__ import annotations

import contextlib
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from schemactl.apply.send import query
from schemactl.errors import SchemactlError
from schemactl.postgres.connect import connect

if TYPE_CHECKING:
    import psycopg

_POLL_SECONDS = 0.02
_CONNECT_SECONDS = 10.0


class Watch:
    """Looks on while another session waits for a lock. Use it as a context manager around one try.

    Args:
        conninfo: The database. `pid`: the server process of the session that may wait.
    """

    def __init__(self, conninfo: str, pid: int) -> None:
        self._conninfo = conninfo
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="schemactl watch", daemon=True)
        self._seen: tuple[str, ...] = ()

    @property
    def seen(self) -> tuple[str, ...]:
        """Return the sessions last seen in the way, in words; empty when none was seen."""
        return self._seen

    def __enter__(self) -> Self:
        """Start looking."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop looking, and wait until the session is closed."""
        self._ended.set()
        self._thread.join(_CONNECT_SECONDS)

    def _look(self) -> None:
        import psycopg

        # To name the blocker is a courtesy: where no second session is to be had, the run goes on without.
        with contextlib.suppress(psycopg.Error, SchemactlError), connect(self._conninfo) as connection:
            # Each look is a transaction of its own: an old snapshot would stop CREATE INDEX CONCURRENTLY.
            while not self._ended.wait(_POLL_SECONDS):
                self._seen = _blockers(connection, self._pid) or self._seen


def _blockers(connection: psycopg.Connection[Any], pid: int) -> tuple[str, ...]:
    rows = connection.execute(query("blockers"), {"pid": pid}).fetchall()
    return tuple(_named(row) for row in rows)


def _named(row: tuple[Any, ...]) -> str:
    pid, application, login, state, since, gid = row
    began = f" since {since:%Y-%m-%d %H:%M:%S} UTC" if since else ""
    if gid is not None:
        return f"prepared transaction {gid!r}{began} (end it with COMMIT PREPARED or ROLLBACK PREPARED)"
    parts = (application, f"login {login}" if login else "", f"{state or 'in a transaction'}{began}")
    return f"process {pid} ({', '.join(part for part in parts if part)})"
