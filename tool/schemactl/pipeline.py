"""The corridor: one function per command, and the only module that knows the order of the rooms."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from schemactl import __version__
from schemactl.errors import ProofFailed, StalePlan
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport, DriftReport
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase
from schemactl.plan.fingerprint import fingerprint
from schemactl.plan.preflight import questions
from schemactl.plan.sources import with_sources
from schemactl.postgres.archive import take_snapshot
from schemactl.postgres.connect import connect
from schemactl.propose.aliases import aliased, standing, with_aliases
from schemactl.propose.compare import differs
from schemactl.propose.intents import AskLive, Intents
from schemactl.settings import Settings
from schemactl.sources import (
    Desired,
    Workshop,
    built_database,
    is_file,
    is_sql,
    load_declared,
    read_desired,
    reading_live,
    workshop,
)

if TYPE_CHECKING:
    from schemactl.apply.events import Event
    from schemactl.rehearse.planner import Bench, Planned

Say = Callable[[str], None]
"""Tells the person who waits what is going on."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Both sides of a comparison, and the workshop they were read in."""

    live: Snapshot
    desired: Desired
    shop: Workshop


def diff(live: str, desired: str, settings: Settings, say: Say, phase: Phase | None = None) -> Plan:
    """Return the proven plan from a live to a desired state.

    Args:
        live: A URL, a snapshot file or SQL files; empty for libpq's own variables.
        desired: A target, SQL files, a URL or a snapshot file; empty for the target in the settings.
        settings: See there. `say`: told what is going on.
        phase: Where the plan ends: before rows are moved, before what old code needs is removed, or after all of it,
            aliases included. None for all but the aliases.

    Raises:
        SchemactlError: See `schemactl.errors`; nothing was written anywhere.
    """
    with workshop(settings, live) as shop:
        return _plan(_read(live, desired, settings, shop, say), live, say, phase)


def _read(live: str, desired: str, settings: Settings, shop: Workshop, say: Say) -> Both:
    say("reading the live database and building the desired state")
    with reading_live(live, shop) as reading:
        shop.prefer(reading.facts)
        wanted = read_desired(desired, settings, shop, reading.facts.login)
        return _with_jobs(Both(live=reading.snapshot(), desired=wanted, shop=shop))


def _with_jobs(both: Both) -> Both:
    """Return both sides with the declared cron jobs as entries, as far as the live database can have any."""
    from schemactl.propose.jobs import with_jobs

    desired = both.desired
    found = with_jobs(both.live, desired.snapshot, desired.scope, desired.cron_jobs)
    desired = dataclasses.replace(desired, snapshot=found.snapshot, scope=found.scope, diagnostics=found.diagnostics)
    return dataclasses.replace(both, desired=dataclasses.replace(desired, notes=(*desired.notes, *found.notes)))


def _plan(both: Both, live: str, say: Say, phase: Phase | None) -> Plan:
    scope, shop = both.desired.scope, both.shop
    intents = _intents(both, _asker(live), phase)
    wanted = with_aliases(intents.aliases, both.live, both.desired.snapshot)
    start = fingerprint(both.live, scope)
    nothing = Plan(
        live_fingerprint=start,
        desired_fingerprint=start,
        tool_version=__version__,
        live_version=both.live.facts.version,
        database=both.live.facts.database,
        changes=(),
        scope=scope,
        groups=(),
        preflight=(),
        diagnostics=(*both.desired.diagnostics, *_unknown_schemas(both), *_in_transition(intents, both.live)),
        proof=None,
        phase=phase,
    )
    if not differs(both.live, wanted, scope) and not intents.due_alone():
        return nothing
    say("planning, rehearsing and proving on the scratch server")
    from schemactl.rehearse.planner import plan_changes

    planned = plan_changes(_bench(shop, both.live), both.live, wanted, scope, intents)
    groups = with_sources(planned.groups, both.desired.notes)
    return dataclasses.replace(
        nothing,
        desired_fingerprint=_expected(both.live, planned, scope),
        changes=planned.changes,
        groups=groups,
        preflight=questions(groups),
        diagnostics=(*planned.diagnostics, *_standins(shop, planned), *nothing.diagnostics),
        proof=planned.proof,
    )


def _intents(both: Both, ask_live: AskLive | None, phase: Phase | None) -> Intents:
    """Return the declared intents; old names are kept until the contract phase is asked for."""
    declared = both.desired.intents
    aliases = () if phase is Phase.CONTRACT else aliased(declared, both.desired.snapshot)
    return Intents(declared=declared, ask_live=ask_live, phase=phase, aliases=aliases)


def _bench(shop: Workshop, live: Snapshot) -> Bench:
    from schemactl.rehearse.planner import Bench
    from schemactl.scratch.server import database_name

    return Bench(server=shop.server, pg_dump=shop.pg_dump, login=live.facts.login, names=database_name)


def _asker(live: str) -> AskLive | None:
    """Return a way to ask the live database yes-or-no questions, or None when there is only a picture of it."""
    if is_file(live) or is_sql(live):
        return None

    def ask(query: str) -> bool:
        with connect(live) as connection:
            connection.execute("SET default_transaction_read_only = on")
            row = connection.execute(query.encode()).fetchone()
            return bool(row and row[0])

    return ask


def _expected(live: Snapshot, planned: Planned, scope: Scope) -> str:
    """Return the fingerprint after the plan: what the proof changed on the clone, and for the rest what live says now.

    PostgreSQL may print an expression otherwise once it was dumped and restored, so untouched objects keep live's
    words.
    """
    if planned.before is None or planned.result is None:
        return fingerprint(live, scope)
    before, after = planned.before.entries, planned.result.entries
    entries = {a: e for a, e in live.entries.items() if a not in before or a in after}
    entries |= {a: e for a, e in after.items() if a not in before or before[a].words != e.words}
    return fingerprint(Snapshot(entries=entries, facts=live.facts), scope)


def _unknown_schemas(both: Both) -> tuple[Diagnostic, ...]:
    """Name managed namespaces that neither side has: probably a slip of the pen, and then nothing is compared."""
    known = {a.name for side in (both.live, both.desired.snapshot) for a in side.entries if a.kind == "SCHEMA"}
    known |= {a.schema for side in (both.live, both.desired.snapshot) for a in side.entries} | {"public"}
    return tuple(
        Diagnostic(
            code="unknown-schema",
            level=Level.WARNING,
            message=f"schema {name} is to be managed, but neither side has it",
            hint="Correct `schemas` in [tool.schemactl] or --schemas.",
        )
        for name in sorted((both.desired.scope.schemas or frozenset()) - known)
    )


def _in_transition(intents: Intents, live: Snapshot) -> tuple[Diagnostic, ...]:
    """Name the old names that still stand."""
    names = [f"{m.old_schema}.{m.old_name} for {m.schema}.{m.name}" for m in standing(intents.aliases, live)]
    if not names:
        return ()
    return (
        Diagnostic(
            code="in-transition",
            level=Level.NOTE,
            message=f"{'an old name still stands' if len(names) == 1 else 'old names still stand'}: {', '.join(names)}",
            hint="Once nobody uses the old names: `schemactl apply --phase contract`.",
        ),
    )


def _standins(shop: Workshop, planned: Planned) -> tuple[Diagnostic, ...]:
    """Name the extensions for which the scratch server used a stand-in."""
    if planned.proof is None:
        return ()
    return tuple(
        Diagnostic(
            code="stand-in",
            level=Level.NOTE,
            message=f"extension {name} was replaced by a stand-in on the scratch server",
            hint="Its functions have the same signatures there; what they compute was not tried.",
        )
        for name in sorted(shop.extensions.intersection(shop.server.standins))
    )


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRequest:
    """What `apply` was asked to do.

    Attributes:
        live: The live database. `desired`: see `diff`.
        plan: A plan made earlier, or None to make one now.
        confirm: Shows the plan and returns whether to go on.
        on_event: Told about everything that happens while the plan runs.
        phase: Where a plan made now ends; see `diff`.
    """

    live: str
    desired: str
    plan: Plan | None
    confirm: Callable[[Plan], bool]
    on_event: Callable[[Event], None]
    phase: Phase | None = None


def apply(request: ApplyRequest, settings: Settings, say: Say) -> tuple[Plan, ApplyReport | None]:
    """Plan (or take a plan), let it be confirmed, run it, and look whether the database is as declared.

    Returns:
        The plan and the report; no report when nothing was to be done or the plan was not confirmed.

    Raises:
        Blocked, StalePlan, LockNotObtained, ProofFailed, ServerError...: See `schemactl.errors`.
    """
    from schemactl.apply.clock import SystemClock
    from schemactl.apply.execute import apply_plan
    from schemactl.apply.options import ApplyOptions

    with workshop(settings, request.live) as shop:
        plan = request.plan
        scope = _scope_of(plan, settings)
        if plan is None:
            both = _read(request.live, request.desired, settings, shop, say)
            plan, scope = _plan(both, request.live, say, request.phase), both.desired.scope
        if plan.empty or not request.confirm(plan):
            return plan, None
        options = ApplyOptions(allow=frozenset(settings.allow), lock_timeout=settings.lock_timeout)
        fresh = _freshness(request.live, plan, scope, shop)
        report = apply_plan(
            request.live, plan, options=options, check_fresh=fresh, on_event=request.on_event, clock=SystemClock()
        )
        say("looking whether the database is as declared")
        if _fingerprint_now(request.live, scope, shop) == plan.desired_fingerprint:
            return plan, dataclasses.replace(report, verified=True)
        left = "it differs from what the plan promised"
        if request.plan is None or request.desired or settings.target:
            again = _plan(_read(request.live, request.desired, settings, shop, say), request.live, say, plan.phase)
            if not again.groups and not again.unplanned:
                return plan, dataclasses.replace(report, verified=True)
            left = ", ".join(str(change.address) for change in again.changes)
        raise ProofFailed(
            f"every statement was applied, but database {plan.database} is not as declared: {left}",
            hint="Somebody else may have changed it meanwhile: run `schemactl diff` to see what is left.",
        )


def _now() -> datetime:
    return datetime.now(tz=UTC)


def _scope_of(plan: Plan | None, settings: Settings) -> Scope:
    """Return the scope a plan was made with; a plan made now brings its own."""
    return plan.scope if plan else Scope(schemas=settings.schemas)


def _freshness(live: str, plan: Plan, scope: Scope, shop: Workshop) -> Callable[[], None]:
    def check() -> None:
        if _fingerprint_now(live, scope, shop) != plan.live_fingerprint:
            raise StalePlan(
                f"database {plan.database} is no longer the one this plan was made for",
                hint="Run `schemactl diff` again and review the new plan.",
            )

    return check


def _fingerprint_now(live: str, scope: Scope, shop: Workshop) -> str:
    """Read the live database and return its fingerprint."""
    return fingerprint(take_snapshot(live, shop.pg_dump), scope)


def drift(live: str, desired: str, settings: Settings, say: Say) -> DriftReport:
    """Return what the live database has done to the declared state, seen from the declarations."""
    from schemactl.drift.compare import drift_report
    from schemactl.rehearse.planner import Differences, find_differences

    with workshop(settings, live) as shop:
        both = _read(live, desired, settings, shop, say)
        scope = both.desired.scope
        intents = _intents(both, None, None)
        wanted = with_aliases(intents.aliases, both.live, both.desired.snapshot)
        found = Differences.none()
        if differs(both.live, wanted, scope):
            found = find_differences(_bench(shop, both.live), both.live, wanted, scope, intents)
        remarks = (*found.diagnostics, *both.desired.diagnostics, *_in_transition(intents, both.live))
        found = dataclasses.replace(found, diagnostics=remarks)
        return drift_report(found, database=both.live.facts.database, observed_at=_now())


def snapshot(live: str, settings: Settings) -> Snapshot:
    """Return the snapshot of a live database."""
    with workshop(settings, live) as shop:
        return take_snapshot(live, shop.pg_dump)


_CHECK_LOGIN = "postgres"
"""Who owns everything while it is checked: there is no live database whose login could be imitated."""


def check(desired: str, settings: Settings, say: Say) -> tuple[Diagnostic, ...]:
    """Build the declared state on a scratch server and return the faults the rules find in it.

    Args:
        desired: A target, a .sql file or folder; empty for the target in the settings.
        settings: Target, managed namespaces, platform and scratch server.

    Raises:
        UsageError: Nothing says what is declared.
        DeclarationError: PostgreSQL refuses a declaration.
        ScratchError: No scratch server could be had.
    """
    from schemactl.declare.platform import platform_sql
    from schemactl.lint.run import lint_database
    from schemactl.lint.sql_notes import notes_of

    say("building the declared state")
    target = load_declared(desired, settings)
    prelude = platform_sql(settings.platform, settings.root)
    with (
        workshop(settings) as shop,
        built_database(target.declarations, shop, prelude, _CHECK_LOGIN) as name,
        connect(shop.server.conninfo(name, _CHECK_LOGIN)) as connection,
    ):
        say("looking for faults")
        notes = target.notes or notes_of(target.declarations)
        return lint_database(connection, settings.schemas, notes, target.waivers)
