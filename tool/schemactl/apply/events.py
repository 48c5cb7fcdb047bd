"""What a run tells its caller while it works.

For progress on a terminal, and for tests that die at every one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemactl.model.diagnostic import Diagnostic
from schemactl.model.printable import printable
from schemactl.model.report import ApplyReport
from schemactl.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingForRun:
    """Another run holds the run lock; we go on asking. `holder` names its session, as far as that is visible."""

    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLockObtained:
    """No other run works on this database now; nothing was changed yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """Something the reader should know, said as soon as it is found."""

    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """All checks passed and the intent to run `statements` statements is recorded as run `run_id`."""

    run_id: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStarted:
    """The 1-based transaction group is about to begin, for the `attempt`-th time."""

    group: int
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementStarted:
    """The statement at this 1-based position of the plan is about to be sent."""

    position: int
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StillRunning:
    """The statement at this 1-based position takes a while; told about once a second, in a thread of its own.

    Attributes:
        position: See above. `seconds`: how long it has been running.
        doing: What the server does, in PostgreSQL's words. `percent`: how much of that is done; None where unknown.
    """

    position: int
    seconds: float
    doing: str
    percent: int | None

    def __str__(self) -> str:
        """Return a line for the person who waits: ``statement 3 · 12 s · building index: scanning table · 43 %``."""
        parts = [f"statement {self.position}", f"{self.seconds:.0f} s", self.doing]
        return " · ".join([*parts, *([] if self.percent is None else [f"{self.percent} %"])])


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFinished:
    """The statement succeeded; in a transaction group it is not committed yet."""

    position: int
    elapsed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCommitted:
    """A batch of the statement at this 1-based position is committed; whatever happens now, it stays.

    Attributes:
        position: The statement. `relation`: the table or partition.
        pass_number: How many times all pages are gone over, this one included.
        page, pages: Up to which page of the relation, of how many.
        rows: How many rows this run has done so far. `estimate`: how many the planner's statistics count in all.
        elapsed_ms: How long the batch took.
    """

    position: int
    relation: str
    pass_number: int
    page: int
    pages: int
    rows: int
    estimate: int
    elapsed_ms: int

    def __str__(self) -> str:
        """Return a line for the person who waits: ``statement 3 · 41 % of public.books · 410 rows of about 1,000``."""
        share = f"{100 * self.page // max(self.pages, 1)} % of {self.relation}"
        again = f" · pass {self.pass_number}" if self.pass_number > 1 else ""
        rows = f"{self.rows:,} rows of about {self.estimate:,}"
        return printable(f"statement {self.position} · {share}{again} · {rows}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCommitting:
    """The results are written; COMMIT is about to be sent."""

    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCommitted:
    """The server confirmed that the group is applied."""

    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """The group was rolled back because another session is in its way, and will be tried again after a pause.

    Attributes:
        group: 1-based. `attempt`: the one that failed.
        position: The statement that did not get its lock.
        reason: What PostgreSQL said.
        blockers: The sessions in the way, as far as known.
        pause_seconds: How long we stay away.
    """

    group: int
    attempt: int
    position: int
    reason: str
    blockers: tuple[str, ...]
    pause_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded:
    """The run is over, well or not; `report` says what is known of every statement."""

    report: ApplyReport


Event = (
    WaitingForRun
    | RunLockObtained
    | Remarked
    | RunStarted
    | GroupStarted
    | StatementStarted
    | StillRunning
    | StatementFinished
    | BatchCommitted
    | GroupCommitting
    | GroupCommitted
    | Retrying
    | RunEnded
)

OnEvent = Callable[[Event], None]
"""Called in the run's own thread, but for `StillRunning`. It should return soon, as locks may be held; what it raises
ends the run."""
