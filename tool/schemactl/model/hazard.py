"""Reasons a statement deserves a human's attention."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What may happen, worst first."""

    LOSS = "loss"
    OUTAGE = "outage"
    MAY_FAIL = "may-fail"
    AUTHZ = "authz"
    BREAK = "break"
    BRIEF = "brief"


BLOCKING = frozenset({Severity.LOSS})
"""Severities that stop `apply` until they are allowed by name."""

IDS = (
    *("SC101", "SC102", "SC103", "SC110", "SC111"),
    *("SC201", "SC203", "SC204", "SC205", "SC208", "SC211", "SC227"),
    *("SC301", "SC302", "SC303", "SC401"),
)
"""Every id there is; `schemactl.plan.hazards` says when a statement has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """One hazard of one statement.

    Attributes:
        id: Stable id, ``SC101`` and so on. `name`: its short name, ``drop-table``.
        severity: What may happen.
        object: The object concerned, for `--allow SC101:public.documents`.
        message: What happens, in a sentence.
        advice: What to do instead or before.
    """

    id: str
    name: str
    severity: Severity
    object: str
    message: str
    advice: str

    @property
    def blocking(self) -> bool:
        """Return whether `apply` refuses the plan unless this hazard is allowed by name."""
        return self.severity in BLOCKING
