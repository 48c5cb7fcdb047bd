"""A database that goes away, or refuses, while it is read: said in words, with what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from schemactl.errors import ConnectionFailed, PermissionMissing, ServerError
from schemactl.postgres.connect import first_line, redact

_REFUSED = "42501"
_CANCELLED = "57014"


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Give whatever the driver raises in the block, which only reads, an error with a hint.

    Raises:
        ConnectionFailed: The session is gone.
        PermissionMissing: The login may not read something.
        ServerError: The server refused a query otherwise.
    """
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        message = redact(error.diag.message_primary or first_line(error))
        if error.sqlstate == _REFUSED:
            raise PermissionMissing(
                f"the login may not read the database: {message}", hint="Grant it the right the message names."
            ) from error
        if error.sqlstate == _CANCELLED or not _is_lost(error):
            raise ServerError(
                f"the server refused a query while the database was read: {message}",
                hint="A query that was cancelled or took too long may succeed when the command is run again.",
            ) from error
        raise ConnectionFailed(
            f"the connection was lost while the database was read: {message}",
            hint="Run the command again when the server answers.",
        ) from error


def _is_lost(error: Exception) -> bool:
    """Return whether a driver's error means that the session is gone.

    The driver's own ones carry no SQLSTATE; of the server's, class 08 and the shutdowns of class 57 end a session
    (PostgreSQL manual, PostgreSQL Error Codes).
    """
    import psycopg

    state = getattr(error, "sqlstate", None)
    return isinstance(error, psycopg.OperationalError) and (not state or state.startswith(("08", "57P", "25P0")))
