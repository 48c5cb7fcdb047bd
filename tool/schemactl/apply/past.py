"""Reading the history: what earlier runs did. Nothing is written, so that a standby and a reader's login will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.apply.send import words
from schemactl.errors import PermissionMissing, UsageError
from schemactl.model.history import History, PastRun, PastStatement
from schemactl.model.scope import HISTORY_SCHEMA
from schemactl.postgres.queries import ask

if TYPE_CHECKING:
    import psycopg

MOST_RUNS = 20
"""How many runs are listed where nothing else is asked for."""

_IS_THERE = "SELECT pg_catalog.current_database(), pg_catalog.to_regclass('schemactl.run') IS NOT NULL"


def read_history(connection: psycopg.Connection[Any], run_id: int | None, most: int = MOST_RUNS) -> History:
    """Return the newest runs, or one run with its statements.

    Args:
        connection: Any session on the database. `run_id`: which run; None for the newest.
        most: How many runs at most.

    Raises:
        UsageError: There is no such run.
        PermissionMissing: The login may not read the history.
    """
    import psycopg

    try:
        database, kept = connection.execute(_IS_THERE).fetchone() or ("", False)
        if not kept:
            return History(database=database, kept=False)
        runs = _runs(connection, run_id, most)
        statements = _statements(connection, run_id) if run_id is not None else ()
    except psycopg.errors.InsufficientPrivilege as error:
        raise PermissionMissing(
            f"the login {connection.info.user} may not read the history: {words(error)}",
            hint=f"Grant it USAGE on schema {HISTORY_SCHEMA} and SELECT on its tables.",
        ) from error
    if run_id is not None and not runs:
        raise UsageError(f"there is no run {run_id}", hint="`schemactl history` lists the runs there are.")
    return History(database=database, kept=True, runs=runs, statements=statements)


def _runs(connection: psycopg.Connection[Any], run_id: int | None, most: int) -> tuple[PastRun, ...]:
    rows = ask(connection, "apply", "past_runs", run_id=run_id, most=most)
    return tuple(PastRun(**{**row, "allowed": tuple(row["allowed"])}) for row in rows)


def _statements(connection: psycopg.Connection[Any], run_id: int) -> tuple[PastStatement, ...]:
    return tuple(PastStatement(**row) for row in ask(connection, "apply", "past_statements", run_id=run_id))
