"""One run per database at a time.

Another run is waited for as long as the caller likes; how the lock is asked for: `schemactl.postgres.advisory`.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from schemactl.apply.clock import Clock, jittered
from schemactl.apply.events import OnEvent, WaitingForRun
from schemactl.apply.send import query
from schemactl.errors import LockNotObtained, ServerError
from schemactl.postgres import advisory

if TYPE_CHECKING:
    import psycopg

KEY = int.from_bytes(hashlib.sha256(b"schemactl run lock").digest()[:8], "big", signed=True)
"""The same in every version and for every project: two of them on one database must not run at once either."""

_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 1.0


def obtain_run_lock(connection: psycopg.Connection[Any], wait: timedelta, *, clock: Clock, on_event: OnEvent) -> None:
    """Take the run lock for as long as the session lives.

    Args:
        connection: The session that will run the statements, idle and in autocommit mode.
        wait: How long to go on asking.
        clock: For the pauses. `on_event`: told once about whom we wait for.

    Raises:
        LockNotObtained: Another run held it all the time.
    """
    deadline = clock.elapsed() + wait.total_seconds()
    pause, told = _FIRST_PAUSE_SECONDS, ""
    while not advisory.try_lock(connection, KEY):
        holder = _holder(connection)
        if clock.elapsed() >= deadline:
            raise LockNotObtained(
                f"another run of schemactl is working on this database: {holder}",
                hint="Nothing was changed. Wait for it to end and run apply again; it plans from what is there then.",
            )
        if holder != told:
            on_event(WaitingForRun(holder=holder))
            told = holder
        clock.sleep(min(jittered(pause, clock), max(deadline - clock.elapsed(), 0.0)))
        pause = min(pause * 1.5, _LONGEST_PAUSE_SECONDS)


def require_run_lock(connection: psycopg.Connection[Any]) -> None:
    """Make sure that the session still holds the run lock: a plan's own statement may have given it away.

    Raises:
        ServerError: It does not.
    """
    row = connection.execute(query("run_lock_holder"), {"key": KEY}).fetchone()
    if row is None or row[0] != connection.info.backend_pid:
        raise ServerError(
            "the run lock was lost in the middle of the run",
            hint="A statement of the plan gave up all advisory locks (DISCARD ALL, pg_advisory_unlock_all): remove it.",
        )


def _holder(connection: psycopg.Connection[Any]) -> str:
    """Return who holds the lock, in words; what other roles' sessions do is visible to few logins."""
    row = connection.execute(query("run_lock_holder"), {"key": KEY}).fetchone()
    if row is None:
        return "it has just ended"
    pid, application, login, since = row
    return f"process {pid}{_named(application, login)}{_since(since)}"


def _named(application: str | None, login: str | None) -> str:
    named = ", ".join(part for part in (application, f"login {login}" if login else "") if part)
    return f" ({named})" if named else ""


def _since(since: datetime | None) -> str:
    return f", connected since {since:%Y-%m-%d %H:%M:%S} UTC" if since else ""
