"""One run of a plan as `schemactl apply` does it, with a clock that goes faster and a quick look instead of pg_dump."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from schemactl.apply.events import Event, RunEnded, RunStarted
from schemactl.apply.execute import apply_plan
from schemactl.apply.options import ApplyOptions
from schemactl.errors import SchemactlError, StalePlan
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport, Outcome
from tests.faults.state import State, look

OPTIONS = ApplyOptions(
    idle_timeout=timedelta(seconds=1.5),
    idle_in_transaction_timeout=timedelta(seconds=1.5),
    run_lock_wait=timedelta(minutes=10),
    reconnect_wait=timedelta(minutes=10),
)
"""The server gives up soon on a session that went silent; ours waits long, on a clock that goes fast."""

PATIENT = ApplyOptions(run_lock_wait=timedelta(minutes=10), reconnect_wait=timedelta(minutes=10))
"""The usual settings, for runs that are not disturbed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done: see `carry_out`. `started`: a file to make when the first statement is next, or None."""

    conninfo: str
    plan: Plan
    expected: State
    allow: frozenset[str]
    started: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a run said at its end.

    Attributes:
        outcomes: Of every statement; None when the run did not get as far as its first.
        error: Message and hint of what it failed with; empty when it said that all is applied.
    """

    outcomes: tuple[Outcome, ...] | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class FastClock:
    """Real time, but faster, and sleeps as much shorter."""

    speed: float = 20.0

    def elapsed(self) -> float:
        """Return the time since some fixed moment."""
        return time.monotonic() * self.speed

    def sleep(self, seconds: float) -> None:
        """Sleep for a part of that."""
        time.sleep(seconds / self.speed)

    def chance(self) -> float:
        """Return the middle."""
        return 0.5


def carry_out(
    conninfo: str,
    plan: Plan,
    expected: State,
    *,
    allow: frozenset[str],
    outcomes: list[tuple[Outcome, ...]] | None = None,
    options: ApplyOptions = OPTIONS,
    on_event: Callable[[Event], None] = lambda _: None,
) -> ApplyReport:
    """Apply a plan.

    Args:
        conninfo: The live database. `plan`: what to run; `expected`: the state it was made for.
        allow: Losses that are meant. `options`: see there. `on_event`: told about every step.
        outcomes: Takes what the run says at its end of every statement, however it ends.

    Raises:
        SchemactlError: As `apply_plan` does.
    """

    def check_fresh() -> None:
        if look(conninfo) != expected:
            raise StalePlan("the database is not the one this plan was made for", hint="Plan again.")

    def observe(event: Event) -> None:
        if isinstance(event, RunEnded) and outcomes is not None:
            outcomes.append(tuple(result.outcome for result in event.report.results))
        on_event(event)

    return apply_plan(
        conninfo,
        plan,
        options=ApplyOptions(
            allow=allow,
            idle_timeout=options.idle_timeout,
            idle_in_transaction_timeout=options.idle_in_transaction_timeout,
            run_lock_wait=options.run_lock_wait,
            reconnect_wait=options.reconnect_wait,
        ),
        check_fresh=check_fresh,
        on_event=observe,
        clock=FastClock(),
        before=lambda: b"what the database was like",
    )


def run(order: Order) -> Said:
    """Apply a plan and return what was said."""
    outcomes: list[tuple[Outcome, ...]] = []

    def observe(event: Event) -> None:
        if isinstance(event, RunStarted) and order.started:
            order.started.touch()

    try:
        carry_out(order.conninfo, order.plan, order.expected, allow=order.allow, outcomes=outcomes, on_event=observe)
    except SchemactlError as error:
        return Said(outcomes=outcomes[0] if outcomes else None, error=f"{error.message}\n{error.hint}")
    return Said(outcomes=outcomes[0] if outcomes else None)
