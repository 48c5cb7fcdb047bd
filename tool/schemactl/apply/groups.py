"""Running one transaction group: all of it or nothing, and again later when another session is in the way.

Other sessions queue behind a lock we wait for, so no wait is longer than `lock_timeout`; after one that failed we roll
back and stay away for at least four times as long on average, so that they get most of the time.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from schemactl.apply import history
from schemactl.apply.batches import run_batches
from schemactl.apply.blockers import Watch
from schemactl.apply.events import (
    GroupCommitted,
    GroupCommitting,
    GroupStarted,
    Retrying,
    StatementFinished,
    StatementStarted,
    StillRunning,
)
from schemactl.apply.looking_on import LookingOn, may_take_long
from schemactl.apply.patience import given_up, pause
from schemactl.apply.progress import PlacedGroup, Progress, Run
from schemactl.apply.residue import clear_residue, rest_of
from schemactl.apply.run_lock import require_run_lock
from schemactl.apply.send import answers_true, is_in_the_way, is_lost, send, words
from schemactl.apply.session import limit_time
from schemactl.errors import ServerError
from schemactl.model.report import Outcome

if TYPE_CHECKING:
    import psycopg


def run_group(run: Run, progress: Progress, group: PlacedGroup) -> None:
    """Run one group until it is applied.

    Args:
        run: The run. `progress`: what is known of it; the group's outcomes are written there.
        group: The group and where it stands in the plan.

    Raises:
        LockNotObtained: Another session was in the way at every try.
        Blocked: A table that was empty holds rows by now.
        ServerError: A statement did not do what it promised.
        psycopg.Error: As the server gives it; whether the session is still alive is for the caller to find out.
    """
    import psycopg

    require_run_lock(run.connection)
    tries = run.options.lock_tries
    for attempt in range(1, tries + 1):
        run.on_event(GroupStarted(group=group.number, attempt=attempt))
        watch = Watch(run.conninfo, run.session.pid) if attempt > 1 or tries == 1 else None
        try:
            with watch or contextlib.nullcontext():
                (_in_transaction if group.transactional else _outside)(run, progress, group)
        except psycopg.Error as error:
            if is_lost(run.connection, error) or not is_in_the_way(error):
                raise
            end_transaction(run.connection)
            progress.settle(group.positions, Outcome.NOT_APPLIED)
            blockers = watch.seen if watch else ()
            if attempt == tries:
                raise given_up(run, progress, error, blockers) from error
            retrying = Retrying(
                group=group.number,
                attempt=attempt,
                position=progress.position,
                reason=words(error),
                blockers=blockers,
                pause_seconds=pause(run, attempt),
            )
            run.on_event(retrying)
            run.clock.sleep(retrying.pause_seconds)
        else:
            run.on_event(GroupCommitted(group=group.number))
            return


def end_transaction(connection: psycopg.Connection[Any]) -> None:
    """Roll back what is open; nothing is sent when nothing is.

    Raises:
        psycopg.Error: The session is gone, or still busy with a statement.
    """
    from psycopg.pq import TransactionStatus

    if connection.info.transaction_status is not TransactionStatus.IDLE:
        send(connection, "ROLLBACK")


def _in_transaction(run: Run, progress: Progress, group: PlacedGroup) -> None:
    for position in group.positions:
        clear_residue(run.connection, run.statement(position))
    send(run.connection, "BEGIN")
    for position in group.positions:
        progress.position = position
        for guard in run.guards.get(position, ()):
            guard.check(run.connection)
        _run_statement(run, progress, position)
        _require_transaction(run, position)
        _verify(run, position)
        run.on_event(StatementFinished(position=position, elapsed_ms=progress.elapsed_ms[position - 1]))
    history.record_applied(run.connection, run.run_id, group.positions, progress.elapsed_of(group.positions))
    run.on_event(GroupCommitting(group=group.number))
    progress.unanswered = group.positions
    answer = send(run.connection, "COMMIT").statusmessage
    if answer != "COMMIT":
        progress.settle(group.positions, Outcome.NOT_APPLIED)
        raise ServerError(f"the server answered COMMIT with {answer}", hint="Nothing of the group was applied.")
    progress.settle(group.positions, Outcome.APPLIED)


def _outside(run: Run, progress: Progress, group: PlacedGroup) -> None:
    """Run the one statement of a group that refuses to be in a transaction."""
    (position,) = group.positions
    progress.position = position
    options = run.options
    if run.statement(position).batches:
        run_batches(run, progress, group)
        return
    limit_time(run.connection, lock=options.outside_lock_timeout, statement=options.outside_statement_timeout)
    _send_outside(run, progress, group)
    limit_time(run.connection, lock=options.lock_timeout, statement=options.statement_timeout)
    run.on_event(StatementFinished(position=position, elapsed_ms=progress.elapsed_ms[position - 1]))
    run.on_event(GroupCommitting(group=group.number))
    history.record_applied(run.connection, run.run_id, group.positions, progress.elapsed_of(group.positions))
    _verify(run, position)


def _send_outside(run: Run, progress: Progress, group: PlacedGroup) -> None:
    """Send the statement; what a failed try leaves behind is removed before and after."""
    import psycopg

    (position,) = group.positions
    statement = run.statement(position)
    clear_residue(run.connection, statement)
    history.record_sent(run.connection, run.run_id, position)
    progress.unanswered = group.positions
    try:
        _run_statement(run, progress, position)
    except psycopg.Error as error:
        if not is_lost(run.connection, error):
            progress.settle(group.positions, Outcome.NOT_APPLIED)
            # The first error is the one to report; what cannot be removed now is found at the end of the next run.
            with contextlib.suppress(psycopg.Error):
                clear_residue(run.connection, statement)
        raise
    progress.settle(group.positions, Outcome.APPLIED)


def _run_statement(run: Run, progress: Progress, position: int) -> None:
    statement = run.statement(position)
    run.on_event(StatementStarted(position=position, statement=statement))
    started = run.clock.elapsed()
    sql = rest_of(run.connection, statement)
    with _looked_at(run, position):
        send(run.connection, sql)
    progress.elapsed_ms[position - 1] = round((run.clock.elapsed() - started) * 1000)


def _looked_at(run: Run, position: int) -> contextlib.AbstractContextManager[object]:
    """Tell how far a statement is, where that may take long."""
    if not may_take_long(run.statement(position)):
        return contextlib.nullcontext()

    def tell(seconds: float, doing: str, percent: int | None) -> None:
        run.on_event(StillRunning(position=position, seconds=seconds, doing=doing, percent=percent))

    return LookingOn(run.conninfo, run.session.pid, tell)


def _require_transaction(run: Run, position: int) -> None:
    """Refuse a statement that ended the transaction it ran in (a data step that says COMMIT)."""
    from psycopg.pq import TransactionStatus

    if run.connection.info.transaction_status is not TransactionStatus.INTRANS:
        statement = run.statement(position)
        raise ServerError(
            f"statement {position} ({statement.address}) ended the transaction it ran in, "
            "so what stands before it in its group may be applied",
            hint="Remove COMMIT or ROLLBACK from it, and run `schemactl diff` to see where the database stands.",
            source=statement.source,
        )


def _verify(run: Run, position: int) -> None:
    statement = run.statement(position)
    if statement.verify and not answers_true(run.connection, statement.verify):
        raise ServerError(
            f"statement {position} ({statement.address}) ran, but its check does not hold: {statement.verify.strip()}",
            hint="Correct the statement or its check (`verify`), then run apply again.",
            source=statement.source,
        )
