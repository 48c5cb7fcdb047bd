"""What is known of a run while it goes on: the values its parts share, and how they are put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from schemactl.apply.clock import Clock
from schemactl.apply.events import OnEvent
from schemactl.apply.options import ApplyOptions
from schemactl.apply.preflight import Guard
from schemactl.apply.session import Session
from schemactl.model.plan import Plan
from schemactl.model.report import Outcome, StatementResult
from schemactl.model.statement import Statement

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run works with and never changes.

    Attributes:
        conninfo, session: The live database and our session on it.
        plan: What to run. `run_id`: its key in the history. `guards`: what to look at again before some statements.
        options, on_event, clock: As given to `apply_plan`.
    """

    conninfo: str
    session: Session
    plan: Plan
    run_id: int
    guards: Mapping[int, tuple[Guard, ...]]
    options: ApplyOptions
    on_event: OnEvent
    clock: Clock

    @property
    def connection(self) -> psycopg.Connection[Any]:
        """Return the session's connection."""
        return self.session.connection

    def statement(self, position: int) -> Statement:
        """Return the statement at a 1-based position."""
        return self.plan.statements[position - 1]

    def is_transactional(self, position: int) -> bool:
        """Return whether the statement at a 1-based position shares a transaction with its group."""
        return any(group.transactional for group in placed_groups(self.plan) if position in group.positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedGroup:
    """A transaction group and where it stands in its plan.

    Attributes:
        number: 1-based. `transactional`: whether it runs inside BEGIN and COMMIT.
        positions: 1-based positions of its statements; exactly one where it is not transactional.
    """

    number: int
    transactional: bool
    positions: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Progress:
    """What is known of every statement so far. The one value of this room that changes.

    Attributes:
        outcomes, elapsed_ms: By position - 1.
        position: The statement that is being run, 1-based; 0 before the first.
        unanswered: Positions that the server may have applied without our knowing: COMMIT was sent, or a statement
            outside any transaction.
    """

    outcomes: list[Outcome]
    elapsed_ms: list[int]
    position: int = 0
    unanswered: tuple[int, ...] = field(default=())

    @classmethod
    def at_start(cls, plan: Plan) -> Progress:
        """Return the progress of a plan of which nothing was applied."""
        count = len(plan.statements)
        return cls(outcomes=[Outcome.NOT_APPLIED] * count, elapsed_ms=[0] * count)

    def settle(self, positions: tuple[int, ...], outcome: Outcome) -> None:
        """Set what is known of some statements; their answer is not waited for any more."""
        for position in positions:
            self.outcomes[position - 1] = outcome
        self.unanswered = tuple(p for p in self.unanswered if p not in positions)

    def elapsed_of(self, positions: tuple[int, ...]) -> list[int]:
        """Return how long some statements took, in milliseconds."""
        return [self.elapsed_ms[position - 1] for position in positions]

    @property
    def complete(self) -> bool:
        """Return whether every statement is known to be applied."""
        return all(outcome is Outcome.APPLIED for outcome in self.outcomes)

    @property
    def results(self) -> tuple[StatementResult, ...]:
        """Return one result per statement."""
        pairs = zip(self.outcomes, self.elapsed_ms, strict=True)
        return tuple(StatementResult(position=i, outcome=o, elapsed_ms=e) for i, (o, e) in enumerate(pairs, start=1))

    @property
    def summary(self) -> str:
        """Return the outcomes in words: ``applied: 1-2; not applied: 3-7``."""
        parts = []
        for outcome in Outcome:
            positions = [i for i, found in enumerate(self.outcomes, start=1) if found is outcome]
            if positions:
                parts.append(f"{outcome.value}: {_ranges(positions)}")
        return f"Of {len(self.outcomes)} statements {'; '.join(parts)}."


def placed_groups(plan: Plan) -> tuple[PlacedGroup, ...]:
    """Return every transaction group with the positions of its statements."""
    found, first = [], 1
    for number, group in enumerate(plan.groups, start=1):
        positions = tuple(range(first, first + len(group.statements)))
        found.append(PlacedGroup(number=number, transactional=group.transactional, positions=positions))
        first += len(positions)
    return tuple(found)


def _ranges(positions: list[int]) -> str:
    """Return sorted numbers as ranges: ``1-3, 5``."""
    starts = [p for p in positions if p - 1 not in positions]
    ends = [p for p in positions if p + 1 not in positions]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))
