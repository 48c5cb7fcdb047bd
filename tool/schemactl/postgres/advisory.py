"""Advisory locks: asked for again and again, never waited for inside a statement.

A session that waits in `pg_advisory_lock` holds a snapshot, for which the holder's own CREATE INDEX CONCURRENTLY would
wait in turn; measured, that deadlock kills the holder.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

_PATIENCE_SECONDS = 1.0
"""How long the server may take to notice that a session has ended, and to give its locks back."""
_PAUSE_SECONDS = 0.05


def try_lock(connection: psycopg.Connection[Any], key: int) -> bool:
    """Take a lock for as long as the session lives, and return whether it was free."""
    row = connection.execute("SELECT pg_catalog.pg_try_advisory_lock(%s)", [key]).fetchone()
    return row is not None and row[0] is True


def obtain_lock(connection: psycopg.Connection[Any], key: int) -> bool:
    """Take a lock for as long as the session lives; one whose holder is just ending is waited for.

    Returns:
        Whether it was obtained; otherwise somebody else is at work.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not try_lock(connection, key):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True
