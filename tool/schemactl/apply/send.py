"""One command, one message.

Everything here travels through the extended protocol, in which the server refuses a second command in the same message
(PostgreSQL manual, Message Flow, Extended Query): text that broke out of its quotes cannot bring another command along.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from schemactl.postgres.connect import redact
from schemactl.postgres.queries import load_query

if TYPE_CHECKING:
    import psycopg

_IN_THE_WAY = frozenset({"55P03", "40P01", "40001"})
"""lock_not_available, deadlock_detected, serialization_failure (PostgreSQL manual, PostgreSQL Error Codes)."""

_RACES = ("tuple concurrently updated", "tuple concurrently deleted", "could not open relation with OID")
"""Internal errors of two sessions changing the catalogs at once. They share one SQLSTATE and are never translated."""

_SESSION_ENDED = frozenset({"57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04"})
"""admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped, and the idle and transaction time-outs."""


query = partial(load_query, "apply")
"""Return the text of `apply/sql/<name>.sql`."""


def send(connection: psycopg.Connection[Any], sql: str) -> psycopg.Cursor[Any]:
    """Run exactly one SQL command; whatever it holds besides makes the server refuse all of it.

    Raises:
        psycopg.Error: As the server or the connection gives it.
    """
    # The driver takes the extended protocol when binary results are asked for; without that it sends plain text.
    return connection.execute(sql.encode(), binary=True)


def answers_true(connection: psycopg.Connection[Any], sql: str) -> bool:
    """Return whether a query returns a first row whose first column is true."""
    row = send(connection, sql).fetchone()
    return row is not None and row[0] is True


def is_in_the_way(error: psycopg.Error) -> bool:
    """Return whether another session was in the way, so that the same command may succeed later."""
    if error.sqlstate == "XX000":
        return (error.diag.message_primary or "").startswith(_RACES)
    return error.sqlstate in _IN_THE_WAY


def is_lost(connection: psycopg.Connection[Any], error: psycopg.Error) -> bool:
    """Return whether the session is gone, so that the server's last answer may be missing."""
    sqlstate = error.sqlstate or ""
    return connection.closed or sqlstate in _SESSION_ENDED or sqlstate.startswith("08")


def words(error: psycopg.Error) -> str:
    """Return the server's message and detail in one line, without passwords."""
    message = error.diag.message_primary or str(error).strip() or type(error).__name__
    detail = f" ({error.diag.message_detail})" if error.diag.message_detail else ""
    state = f" [{error.sqlstate}]" if error.sqlstate else ""
    return redact(" ".join(f"{message}{detail}{state}".split()))
