"""`revert`: from the database as a run left it back to what it was before, planned and proven like any other change."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from schemactl.errors import StalePlan, UsageError
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.history import PastRun
from schemactl.model.intent import Intent, Returned
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement, Trait, Verb
from schemactl.model.trash import Kept, Trash
from schemactl.pipeline.applying import not_as_promised, note_left, options_of, require_database, run_plan
from schemactl.pipeline.planning import Both, plan_both
from schemactl.pipeline.say import Say
from schemactl.plan.fingerprint import fingerprint
from schemactl.plan.way_back import WayBack, decode_before
from schemactl.postgres.connect import connect
from schemactl.postgres.reading import reading
from schemactl.propose.reversal import UNDONE, undone
from schemactl.settings import Settings
from schemactl.sources import Desired, Workshop, reading_live, workshop

if TYPE_CHECKING:
    from schemactl.apply.events import Event


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RevertRequest:
    """What `revert` was asked to do.

    Attributes:
        live: The live database. `run`: the run to take back; None for the newest.
        confirm: Shows the plan and returns whether to go on. `on_event`: told about everything that happens.
        operator: Who wants it, ``user@host``, for the history.
    """

    live: str
    run: int | None
    confirm: Callable[[Plan], bool]
    on_event: Callable[[Event], None]
    operator: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """A run, whether it is the newest, the fingerprint it left, the time before it, and what it put into the trash."""

    run: PastRun
    newest: bool
    left: str
    way: WayBack
    trash: tuple[Kept, ...]


def revert(request: RevertRequest, settings: Settings, say: Say) -> tuple[Plan, ApplyReport | None]:
    """Plan the way back, let it be confirmed, run it, and look whether the database is what it was.

    Returns:
        The plan and the report; no report when nothing was to be done or the plan was not confirmed.

    Raises:
        UsageError: The live side is no database, there is no such run, or nothing was kept of it.
        StalePlan: The database is not what the run left: somebody has changed it since.
        Blocked, LockNotObtained, ProofFailed, ServerError...: See `schemactl.errors`.
    """
    require_database(request.live)
    past = _read_past(request)
    with workshop(settings, request.live) as shop:
        plan = _plan(request, past, settings, shop, say)
        if plan.empty or not request.confirm(plan):
            return plan, None
        report = run_plan(plan, shop, request, options_of(settings, request.operator), say)
        if report.verified:
            return plan, report
        both = _both(request, past, settings, shop, say)
        again = plan_both(both, request.live, say, None)
        if again.groups or again.unplanned:
            raise not_as_promised(plan, ", ".join(str(change.address) for change in again.changes))
        note_left(request.live, report, both.live, plan.scope)
        return plan, dataclasses.replace(report, verified=True)


def _read_past(request: RevertRequest) -> _Past:
    from schemactl.apply.trash import read_trash
    from schemactl.apply.way_back import read_before

    with reading(), connect(request.live) as connection:
        run, newest, document, left = read_before(connection, request.run)
        kept = _of_run(read_trash(connection), run.id)
    if run.outcome == "running":
        raise UsageError(f"run {run.id} is at work", hint="Wait until it has ended: `schemactl history` tells.")
    return _Past(run=run, newest=newest, left=left, way=decode_before(document), trash=kept)


def _of_run(trash: Trash, run: int) -> tuple[Kept, ...]:
    return tuple(kept for kept in trash.things if kept.run == run)


def _plan(request: RevertRequest, past: _Past, settings: Settings, shop: Workshop, say: Say) -> Plan:
    both = _both(request, past, settings, shop, say)
    remarks = tuple(_require_untouched(both.live, past))
    plan = plan_both(both, request.live, say, None)
    lost = tuple(_comes_back_empty(plan.statements, past.trash))
    return dataclasses.replace(plan, diagnostics=(*remarks, *plan.diagnostics, *lost, *_stays_done(past.way)))


def _both(request: RevertRequest, past: _Past, settings: Settings, shop: Workshop, say: Say) -> Both:
    """Return the live database, and the one before the run as the desired side."""
    say("reading the live database")
    with reading_live(request.live, shop) as found:
        shop.prefer(found.facts)
        live = found.snapshot()
    shop.roles |= frozenset(past.way.snapshot.facts.roles)
    wanted, remarks = _with_secrets_of(live, past.way.snapshot)
    exact = past.way.snapshot.facts.login == live.facts.login
    intents: tuple[Intent, ...] = (*undone(past.way.renames), *map(_returned, filter(_may_return, past.trash)))
    return Both(
        live=live,
        desired=Desired(
            snapshot=wanted,
            scope=dataclasses.replace(past.way.scope, exact=exact),
            intents=intents,
            diagnostics=(*remarks, *_not_trusted(past.trash)),
        ),
        shop=shop,
        online=settings.online_policy,
        hazards=settings.hazard_policy,
        trash=settings.trash_policy,
    )


def _require_untouched(live: Snapshot, past: _Past) -> Iterator[Diagnostic]:
    """Make sure that nothing has changed since the run; yield a warning where that cannot be known.

    Raises:
        StalePlan: Something has.
    """
    run = past.run
    found = fingerprint(live, past.way.scope)
    if run.outcome == "applied" and found != past.left:
        raise StalePlan(
            f"the database is not what run {run.id} left: it was changed since, by a later run or by hand",
            hint="Take later runs back first (`schemactl history` lists them), or declare what is to be and apply it.",
        )
    if run.outcome != "applied" and not past.newest:
        raise StalePlan(
            f"run {run.id} did not end well, and later runs went on from there",
            hint="Take these back first; `schemactl history` lists them.",
        )
    if run.outcome != "applied":
        yield Diagnostic(
            code="unfinished-run",
            level=Level.WARNING,
            message=f"run {run.id} did not end well ({run.outcome}): all that differs from the time before it is taken"
            " back, whoever did it",
            hint="Look at every change of the plan.",
        )


def _with_secrets_of(live: Snapshot, before: Snapshot) -> tuple[Snapshot, tuple[Diagnostic, ...]]:
    """Return the database as it was, with what holds passwords as it is now: their definitions were never kept."""
    secret = [address for address, entry in before.entries.items() if entry.secret]
    if not secret:
        return before, ()
    entries = {
        address: live[address] if entry.secret and address in live else entry
        for address, entry in before.entries.items()
        if not entry.secret or address in live
    }
    gone = ", ".join(str(address) for address in secret if address not in live)
    remark = Diagnostic(
        code="not-kept",
        level=Level.WARNING,
        message=f"what may hold passwords was not kept and does not come back: {gone}",
        hint="Make it by hand.",
    )
    return Snapshot(entries=entries, facts=before.facts), (remark,) if gone else ()


def _may_return(kept: Kept) -> bool:
    return kept.trusted


def _returned(kept: Kept) -> Returned:
    note = kept.note
    # The values stay in the trash as well, until their time is up: some may find no row.
    return Returned(
        schema=note.schema,
        table=note.table,
        column=note.column,
        kept_as=kept.name,
        commands=(*note.back, *note.fill[:1]),
        source=UNDONE,
    )


def _not_trusted(trash: Iterable[Kept]) -> Iterator[Diagnostic]:
    for kept in trash:
        if not _may_return(kept):
            yield Diagnostic(
                code="not-trusted",
                level=Level.WARNING,
                message=f"how to bring {kept.note.what} back may have been written by others: it stays in the trash",
                hint="Copy its rows by hand.",
            )


def _comes_back_empty(statements: Iterable[Statement], trash: Iterable[Kept]) -> Iterator[Diagnostic]:
    """Yield which tables and columns come back without what was in them."""
    kept = {k.note.what for k in trash if _may_return(k)}
    for statement in (part for one in statements for part in one.parts):
        name = f"{statement.address.schema}.{statement.address.name}"
        if statement.address.kind == "TABLE" and statement.verb is Verb.CREATE and name not in kept:
            yield _empty(f"{name} comes back without its rows", statement)
        elif Trait.ADDS_COLUMN in statement.traits and f"{name}.{statement.column}" not in kept:
            yield _empty(f"{name}.{statement.column} comes back without its values", statement)


def _empty(message: str, statement: Statement) -> Diagnostic:
    return Diagnostic(
        code="comes-back-empty",
        level=Level.WARNING,
        message=f"{message}: they are gone",
        hint='Take them from a backup. With on_drop = "trash" they would have been kept.',
        address=statement.address,
    )


def _stays_done(way: WayBack) -> Iterator[Diagnostic]:
    for done in way.rows:
        yield Diagnostic(
            code="stays-done",
            level=Level.WARNING,
            message=f"what the run did to rows stays done: {done}",
            hint="Nobody has noted what the rows were like before.",
        )
