"""What a run of `apply` or `drift` found out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemactl.model.diagnostic import Diagnostic
from schemactl.model.plan import Change


class Outcome(StrEnum):
    """What is known about a statement after a run. Never guessed: what cannot be known is `IN_DOUBT`."""

    APPLIED = "applied"
    NOT_APPLIED = "not applied"
    IN_DOUBT = "in doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementResult:
    """The outcome of one statement of a plan, by its 1-based position."""

    position: int
    outcome: Outcome
    elapsed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyReport:
    """The end of a run.

    Attributes:
        run_id: Key of the run in ``schemactl.run``.
        results: One per statement of the plan.
        verified: Whether the live database was read again and found equal to the desired one.
        diagnostics: Remarks.
    """

    run_id: int
    results: tuple[StatementResult, ...]
    verified: bool
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftReport:
    """Differences between the declarations and a live database.

    Attributes:
        observed_at: When the live database was read, with time zone.
        database: Its name.
        changes: What differs; the sign says what the live database has done to the declared state: ``+`` an object
            nobody declared, ``-`` a declared object that is missing, ``~`` a changed one.
        details: Address in words to a unified diff of the two definitions.
        diagnostics: Remarks.
    """

    observed_at: datetime
    database: str
    changes: tuple[Change, ...]
    details: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def in_sync(self) -> bool:
        """Return whether nothing differs."""
        return not self.changes
