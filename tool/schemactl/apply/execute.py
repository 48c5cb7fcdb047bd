"""A run: the session, the run lock, the checks, the history, then group after group.

Nothing is sent before every check has passed. Whatever ends the run, each statement is reported as applied, not applied
or in doubt, and running again continues from what the database is then.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.apply import failure, history, way_back
from schemactl.apply.clock import Clock
from schemactl.apply.events import OnEvent, Remarked, RunEnded, RunLockObtained, RunStarted
from schemactl.apply.groups import run_group
from schemactl.apply.options import ApplyOptions
from schemactl.apply.preflight import ask_preflight
from schemactl.apply.progress import Progress, Run, placed_groups
from schemactl.apply.residue import clear_own_residue, find_residue
from schemactl.apply.rights import require_rights
from schemactl.apply.run_lock import KEY as RUN_LOCK_KEY
from schemactl.apply.run_lock import obtain_run_lock
from schemactl.apply.session import Session, limit_time, open_session
from schemactl.apply.settle import is_made_up, settle
from schemactl.apply.surroundings import look_around
from schemactl.apply.waits import Waits
from schemactl.errors import SchemactlError
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport
from schemactl.postgres import advisory

if TYPE_CHECKING:
    import psycopg


def apply_plan(
    conninfo: str,
    plan: Plan,
    *,
    options: ApplyOptions,
    check_fresh: Callable[[], None],
    on_event: OnEvent,
    clock: Clock,
    before: Callable[[], bytes] | None = None,
) -> ApplyReport:
    """Run a plan on the live database.

    Args:
        conninfo: The live database.
        plan: What to run; it must hold nothing that could not be planned.
        options: How to behave towards other sessions, and what is allowed.
        check_fresh: Called under the run lock, before anything is changed; raises `StalePlan` when the live database is
            not the one the plan was made for. It uses a session of its own.
        on_event: Told about every step. `clock`: time and chance.
        before: Called after `check_fresh`; returns what to keep of the database for taking the run back. None: nothing.

    Returns:
        The report; `verified` is false, as reading the database again is the caller's part.

    Raises:
        ConnectionFailed: The server cannot be reached or must not be used, or the connection broke on the way.
        LockNotObtained: Another run or another session was in the way for too long.
        StalePlan: By `check_fresh`.
        PermissionMissing: The login lacks rights; nothing was changed.
        Blocked: Rows are in the way or would be lost.
        ServerError: The server refused a statement, or it did not do what it promised.
        SchemactlError: Ctrl-C while statements were being run.
    """
    import psycopg

    session = open_session(conninfo, options)
    with contextlib.closing(session.connection):
        order = _Order(conninfo=conninfo, plan=plan, options=options, on_event=on_event, clock=clock, before=before)
        try:
            run, remarks = _prepare(session, order, check_fresh)
        except psycopg.Error as error:
            raise failure.before_the_run(session.connection, error) from error
        if run is None:
            return ApplyReport(run_id=0, results=(), verified=False, diagnostics=remarks)
        return _carry_out(run, remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What `apply_plan` was asked for."""

    conninfo: str
    plan: Plan
    options: ApplyOptions
    on_event: OnEvent
    clock: Clock
    before: Callable[[], bytes] | None


def _prepare(
    session: Session, order: _Order, check_fresh: Callable[[], None]
) -> tuple[Run | None, tuple[Diagnostic, ...]]:
    """Take the run lock, check everything, record the intent; no run for a plan without statements."""
    connection, plan, options = session.connection, order.plan, order.options
    obtain_run_lock(connection, options.run_lock_wait, clock=order.clock, on_event=order.on_event)
    order.on_event(RunLockObtained())
    version = history.find_history(connection)
    remarks = session.diagnostics + (history.close_unfinished(connection) if version else ())
    if version:
        remarks += _cleared(connection, options, plan)
    _tell(order.on_event, remarks)
    if not plan.groups:
        return None, remarks
    try:
        check_fresh()
    except SchemactlError as error:
        raise error.untouched() from error
    require_rights(connection, plan.statements)
    around = look_around(connection, plan)
    _tell(order.on_event, around)
    clearance = ask_preflight(connection, plan, options.allow)
    _tell(order.on_event, clearance.diagnostics)
    history.bring_up_history(connection, version)
    run_id = history.record_intent(connection, plan, options.allow, options.operator)
    remarks += way_back.record_before(connection, run_id, order.before) if order.before else ()
    run = Run(
        conninfo=order.conninfo,
        session=session,
        plan=plan,
        run_id=run_id,
        guards=clearance.guards,
        options=options,
        on_event=Waits(connection, run_id, order.clock, order.on_event),
        clock=order.clock,
    )
    return run, remarks + around + clearance.diagnostics


def _cleared(
    connection: psycopg.Connection[Any], options: ApplyOptions, plan: Plan | None = None
) -> tuple[Diagnostic, ...]:
    """Remove what runs that were cut off have left, and say so."""
    limit_time(connection, lock=options.outside_lock_timeout, statement=options.outside_statement_timeout)
    names = clear_own_residue(connection, plan)
    limit_time(connection, lock=options.lock_timeout, statement=options.statement_timeout)
    return tuple(
        Diagnostic(
            code="residue-cleared",
            level=Level.NOTE,
            message=f"the invalid index {name} was dropped: an earlier run was cut off while it built or dropped it",
            hint="Nothing needs to be done.",
        )
        for name in names
    )


def tidy_up(conninfo: str, *, options: ApplyOptions) -> tuple[Diagnostic, ...]:
    """Remove what runs that were cut off have left in a database that is as declared; say what was removed.

    Nothing is done, and nothing is said, while another run works there, through a pooler or by a login that may not:
    there was nothing to apply, and that is true all the same.
    """
    import psycopg

    with contextlib.suppress(psycopg.Error, SchemactlError):
        session = open_session(conninfo, options)
        with contextlib.closing(session.connection) as connection:
            if advisory.try_lock(connection, RUN_LOCK_KEY) and history.find_history(connection):
                return history.close_unfinished(connection) + _cleared(connection, options)
    return ()


def _carry_out(run: Run, remarks: tuple[Diagnostic, ...]) -> ApplyReport:
    """Run the groups; on failure find out what is applied, write it down, and say it."""
    import psycopg

    progress = Progress.at_start(run.plan)
    try:
        run.on_event(RunStarted(run_id=run.run_id, statements=len(run.plan.statements)))
        for group in placed_groups(run.plan):
            run_group(run, progress, group)
        history.record_end(run.connection, run.run_id, progress.outcomes)
        remarks += find_residue(run.connection)
    except (psycopg.Error, SchemactlError, KeyboardInterrupt) as error:
        reason = failure.explain(run, progress, error)
        settle(run, progress, error, reason.message)
        if is_made_up(progress, error):
            return _end(run, progress, (*remarks, failure.made_up(reason)))
        _end(run, progress, remarks)
        raise failure.with_summary(reason, progress) from error
    return _end(run, progress, remarks)


def _end(run: Run, progress: Progress, remarks: tuple[Diagnostic, ...]) -> ApplyReport:
    report = ApplyReport(run_id=run.run_id, results=progress.results, verified=False, diagnostics=remarks)
    run.on_event(RunEnded(report=report))
    return report


def _tell(on_event: OnEvent, remarks: tuple[Diagnostic, ...]) -> None:
    for remark in remarks:
        on_event(Remarked(diagnostic=remark))
