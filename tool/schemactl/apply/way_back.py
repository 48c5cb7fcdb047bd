"""What a run notes for being taken back: what the database was like before it, and what it left."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from schemactl.apply.past import read_history
from schemactl.apply.send import words
from schemactl.errors import SchemactlError, UsageError
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.history import PastRun
from schemactl.postgres.connect import connect
from schemactl.postgres.queries import ask, load_query

if TYPE_CHECKING:
    import psycopg

KEPT = 20
"""So many runs can be taken back; what older ones began with is not kept."""


def record_before(
    connection: psycopg.Connection[Any], run_id: int, document: Callable[[], bytes]
) -> tuple[Diagnostic, ...]:
    """Write down what the database is like before a run; a login that may not write it can run the plan all the same.

    Args:
        connection: The session of the run. `run_id`: its key. `document`: what to keep.
    """
    import psycopg

    try:
        connection.execute(
            load_query("apply", "record_before").encode(), {"run_id": run_id, "document": document(), "most": KEPT}
        )
    except psycopg.errors.InsufficientPrivilege as error:
        return (
            Diagnostic(
                code="no-way-back",
                level=Level.WARNING,
                message=f"`schemactl revert` will not know what the database was like before: {words(error)}",
                hint="Grant the login SELECT, INSERT, UPDATE and DELETE on schemactl.before.",
            ),
        )
    return ()


def record_left(conninfo: str, run_id: int, fingerprint: str) -> None:
    """Write down what a run left where that is not, to the letter, what its plan promised; as far as that works."""
    import psycopg

    with contextlib.suppress(psycopg.Error, SchemactlError), connect(conninfo) as connection:
        connection.execute("UPDATE schemactl.before SET left_fingerprint = %s WHERE run_id = %s", [fingerprint, run_id])


def read_before(connection: psycopg.Connection[Any], run_id: int | None) -> tuple[PastRun, bool, bytes, str]:
    """Return a run, whether it is the newest, what the database was like before it, and the fingerprint it left.

    Args:
        connection: Any session on the database. `run_id`: which run; None for the newest.

    Raises:
        UsageError: There is no such run, or nothing was kept of it.
        PermissionMissing: The login may not read the history.
        psycopg.Error: As the server gives it.
    """
    newest = read_history(connection, None, 1)
    if not newest.runs:
        raise UsageError(f"there is no run in {newest.database}", hint="Nothing was applied, so nothing is taken back.")
    run = newest.runs[0] if run_id is None else read_history(connection, run_id).runs[0]
    there = connection.execute("SELECT pg_catalog.to_regclass('schemactl.before') IS NOT NULL").fetchone() == (True,)
    rows = ask(connection, "apply", "before", run_id=run.id) if there else []
    if not rows:
        raise UsageError(
            f"what the database was like before run {run.id} was not kept",
            hint=f"It is kept for the newest {KEPT} runs. Declare what is to be, and apply that.",
        )
    [row] = rows
    left = row["left_fingerprint"] or run.desired_fingerprint
    return run, run.id == newest.runs[0].id, bytes(row["document"]), left
