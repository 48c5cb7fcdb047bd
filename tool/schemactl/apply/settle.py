"""What became of a run that failed: found out, never guessed.

When the answer to a COMMIT is lost, the row that was written in that very transaction is the witness: it says
``applied`` if and only if the COMMIT took place. It is asked once the old server process is gone, because until then it
may still be committing.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from schemactl.apply import history
from schemactl.apply.groups import end_transaction
from schemactl.apply.progress import Progress, Run
from schemactl.apply.send import answers_true, is_lost
from schemactl.errors import ConnectionFailed
from schemactl.model.report import Outcome
from schemactl.postgres.connect import connect

if TYPE_CHECKING:
    import psycopg

_GRACE_SECONDS = 3.0
"""How long a server process of ours may finish what it does before it is told to stop."""

_POLL_SECONDS = 0.1


def settle(run: Run, progress: Progress, error: BaseException, failure: str) -> None:
    """Bring the outcomes of a failed run up to what can be known, and write down its end.

    Nothing is raised: where the server cannot be asked, what was sent without an answer is in doubt, and the next run
    finds the run unfinished.

    Args:
        run, progress: The run; `progress` holds the final outcomes afterwards.
        error: What ended it. `failure`: the same in words, for the history.
    """
    import psycopg

    lost = run.connection.closed or (isinstance(error, psycopg.Error) and is_lost(run.connection, error))
    if not lost:
        try:
            end_transaction(run.connection)
            _ask_history(run.connection, run, progress)
            _record_end(run.connection, run, progress, error, failure)
        except psycopg.Error:
            lost = True
    if lost:
        _ask_again(run, progress, error, failure)
    progress.settle(progress.unanswered, Outcome.IN_DOUBT)


def _ask_again(run: Run, progress: Progress, error: BaseException, failure: str) -> None:
    """Find out on a new session; the old one is closed first, so that its process notices."""
    import psycopg

    run.connection.close()
    deadline = run.clock.elapsed() + run.options.reconnect_wait.total_seconds()
    while run.clock.elapsed() < deadline:
        with contextlib.suppress(psycopg.Error, ConnectionFailed), connect(run.conninfo) as connection:
            if _wait_for_end(connection, run, deadline):
                _ask_history(connection, run, progress)
                _record_end(connection, run, progress, error, failure)
            return
        run.clock.sleep(_POLL_SECONDS * 5)


def is_made_up(progress: Progress, error: BaseException) -> bool:
    """Return whether a failure concerns nothing but an answer that was lost: everything is applied."""
    import psycopg

    return progress.complete and isinstance(error, psycopg.Error)


def _record_end(
    connection: psycopg.Connection[Any], run: Run, progress: Progress, error: BaseException, failure: str
) -> None:
    reason = "" if is_made_up(progress, error) else failure
    history.record_end(connection, run.run_id, progress.outcomes, failure=reason)


def _wait_for_end(connection: psycopg.Connection[Any], run: Run, deadline: float) -> bool:
    """Wait until the old server process is gone, telling it to stop after a while; return whether it is."""
    polite_until = run.clock.elapsed() + _GRACE_SECONDS
    identity = [run.session.pid, run.session.started]
    while _is_alive(connection, identity):
        if run.clock.elapsed() > deadline:
            return False
        if run.clock.elapsed() > polite_until:
            connection.execute(
                "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                " WHERE pid = %s AND backend_start = %s",
                identity,
            )
        run.clock.sleep(_POLL_SECONDS)
    return True


def _is_alive(connection: psycopg.Connection[Any], identity: list[object]) -> bool:
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity WHERE pid = %s AND backend_start = %s)", identity
    ).fetchone()
    return row is not None and row[0] is True


def _ask_history(connection: psycopg.Connection[Any], run: Run, progress: Progress) -> None:
    """Settle what was sent without an answer; a statement outside any transaction only by its own check."""
    if not progress.unanswered:
        return
    recorded = history.recorded_outcomes(connection, run.run_id)
    for position in progress.unanswered:
        outcome = recorded.get(position, Outcome.IN_DOUBT)
        if outcome is Outcome.IN_DOUBT and _shows(connection, run, position):
            outcome = Outcome.APPLIED
        progress.settle((position,), outcome)


def _shows(connection: psycopg.Connection[Any], run: Run, position: int) -> bool:
    """Return whether the statement's own check says that it took effect."""
    import psycopg

    verify = run.statement(position).verify
    try:
        return bool(verify) and answers_true(connection, verify)
    except psycopg.Error:
        return False
