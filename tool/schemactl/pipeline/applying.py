"""`apply`: plan, let it be confirmed, run it, look at the result."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from schemactl.errors import ProofFailed, SchemactlError, StalePlan, UsageError
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase
from schemactl.pipeline.planning import plan_both, read_both
from schemactl.pipeline.say import Say
from schemactl.plan.fingerprint import fingerprint
from schemactl.plan.way_back import encode_before
from schemactl.plan.weigh import with_stops
from schemactl.postgres.archive import take_snapshot
from schemactl.settings import Settings
from schemactl.sources import Workshop, is_file, is_sql, workshop

if TYPE_CHECKING:
    from schemactl.apply.events import Event
    from schemactl.apply.options import ApplyOptions


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRequest:
    """What `apply` was asked to do.

    Attributes:
        live: The live database. `desired`: see `diff`.
        plan: A plan made earlier, or None to make one now.
        confirm: Shows the plan and returns whether to go on.
        on_event: Told about everything that happens while the plan runs.
        phase: Where a plan made now ends; see `diff`.
        operator: Who wants it, ``user@host``, for the history.
    """

    live: str
    desired: str
    plan: Plan | None
    confirm: Callable[[Plan], bool]
    on_event: Callable[[Event], None]
    phase: Phase | None = None
    operator: str = ""


_TRIES = 3
"""How often a plan is made when the database changes between planning and the run: another run has just ended, or
the server has just finished what a killed one had sent."""


def apply(request: ApplyRequest, settings: Settings, say: Say) -> tuple[Plan, ApplyReport | None]:
    """Plan (or take a plan), let it be confirmed, run it, and look whether the database is as declared.

    A plan made now is made again, and confirmed again, when the database is another one by the time the run may begin.

    Returns:
        The plan and the report; no report when nothing was to be done or the plan was not confirmed.

    Raises:
        UsageError: The live side is no database.
        Blocked, StalePlan, LockNotObtained, ProofFailed, ServerError...: See `schemactl.errors`.
    """
    for _ in range(1, _TRIES):
        try:
            return _apply_once(request, settings, say)
        except StalePlan:
            if request.plan is not None:
                raise
            say("somebody has changed the database meanwhile: planning again")
    return _apply_once(request, settings, say)


def _apply_once(request: ApplyRequest, settings: Settings, say: Say) -> tuple[Plan, ApplyReport | None]:
    require_database(request.live)
    with workshop(settings, request.live) as shop:
        plan = with_stops(request.plan, settings.hazard_policy) if request.plan else None
        if plan is None:
            both = read_both(request.live, request.desired, settings, shop, say)
            plan = plan_both(both, request.live, say, request.phase)
        options = options_of(settings, request.operator)
        if plan.empty:
            _tidy_up(request, options)
        if plan.empty or not request.confirm(plan):
            return plan, None
        report = run_plan(plan, shop, request, options, say)
        if report.verified:
            return plan, report
        left = "it differs from what the plan promised"
        if request.plan is None or request.desired or settings.target:
            both = read_both(request.live, request.desired, settings, shop, say)
            again = plan_both(both, request.live, say, plan.phase)
            if not again.groups and not again.unplanned:
                note_left(request.live, report, both.live, plan.scope)
                return plan, dataclasses.replace(report, verified=True)
            left = ", ".join(str(change.address) for change in again.changes)
        raise not_as_promised(plan, left)


class Running(Protocol):
    """What running a plan takes of a request."""

    @property
    def live(self) -> str:
        """Return the live database."""

    @property
    def on_event(self) -> Callable[[Event], None]:
        """Return who is told about everything that happens."""


def run_plan(plan: Plan, shop: Workshop, request: Running, options: ApplyOptions, say: Say) -> ApplyReport:
    """Run a plan that was confirmed, and look at the database; the report is verified if it is as promised.

    Raises:
        SchemactlError: See `schemactl.apply.execute.apply_plan`; or the database cannot be read afterwards.
    """
    from schemactl.apply.clock import SystemClock
    from schemactl.apply.execute import apply_plan

    look = _Look(request.live, plan, shop)
    report = apply_plan(
        request.live,
        plan,
        options=options,
        check_fresh=look.check_fresh,
        on_event=request.on_event,
        clock=SystemClock(),
        before=look.before,
    )
    say("looking whether the database is as declared")
    found = _fingerprint_afterwards(request.live, plan.scope, shop)
    return dataclasses.replace(report, verified=found == plan.desired_fingerprint)


def note_left(live: str, report: ApplyReport, found: Snapshot, scope: Scope) -> None:
    """Write down what a run left that is as declared, in other words than its plan promised."""
    from schemactl.apply.way_back import record_left

    record_left(live, report.run_id, fingerprint(found, scope))


def not_as_promised(plan: Plan, left: str) -> ProofFailed:
    """Return the error that a run ended well and something is left."""
    return ProofFailed(
        f"every statement was applied, but database {plan.database} is not as declared: {left}",
        hint="Somebody else may have changed it meanwhile: run `schemactl diff` to see what is left.",
    )


def _tidy_up(request: ApplyRequest, options: ApplyOptions) -> None:
    """Remove what an earlier run that was cut off has left, although there is nothing to apply."""
    from schemactl.apply.events import Remarked
    from schemactl.apply.execute import tidy_up

    for remark in tidy_up(request.live, options=options):
        request.on_event(Remarked(diagnostic=remark))


def options_of(settings: Settings, operator: str = "") -> ApplyOptions:
    """Return how a run behaves, by the settings."""
    from schemactl.apply.options import ApplyOptions

    return ApplyOptions(
        allow=frozenset(settings.allow),
        allow_superuser=settings.allow_superuser,
        lock_timeout=settings.lock_timeout,
        operator=operator,
    )


def require_database(live: str) -> None:
    """Make sure that a live side is no file. Raises UsageError."""
    if is_file(live) or is_sql(live):
        raise UsageError(
            f"{live} is a file, and only a database can be changed",
            hint="Name the database with --database-url; `schemactl diff` compares files too.",
        )


class _Look:
    """The last look at a live database before it is changed."""

    def __init__(self, live: str, plan: Plan, shop: Workshop) -> None:
        self._live, self._plan, self._shop = live, plan, shop
        self._seen: Snapshot | None = None

    def check_fresh(self) -> None:
        """Raise `StalePlan` when the database is not the one the plan was made for."""
        self._seen = take_snapshot(self._live, self._shop.pg_dump)
        if fingerprint(self._seen, self._plan.scope) != self._plan.live_fingerprint:
            raise StalePlan(
                f"database {self._plan.database} is no longer the one this plan was made for",
                hint="Run `schemactl diff` again and review the new plan.",
            )

    def before(self) -> bytes:
        """Return what to keep of the database that was seen."""
        seen = self._seen or take_snapshot(self._live, self._shop.pg_dump)
        return encode_before(seen, self._plan)


def _fingerprint_afterwards(live: str, scope: Scope, shop: Workshop) -> str:
    """Read the live database after a run; whoever cannot has to hear that the run itself went well."""
    try:
        return _fingerprint_now(live, scope, shop)
    except SchemactlError as error:
        raise type(error)(
            f"every statement was applied, but whether the database is as declared could not be seen: {error.message}",
            hint="Run `schemactl diff`: it shows nothing where all is well.",
        ) from error


def _fingerprint_now(live: str, scope: Scope, shop: Workshop) -> str:
    """Read the live database and return its fingerprint."""
    return fingerprint(take_snapshot(live, shop.pg_dump), scope)
