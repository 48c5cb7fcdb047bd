"""Reasons a statement deserves a human's attention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schemactl.model.catalogue import CATALOGUE, Severity

BLOCKING = frozenset({Severity.LOSS})
"""Severities that stop `apply` until they are allowed by name, whatever the settings say."""

IDS = tuple(sort.id for sort in CATALOGUE)
"""Every id there is; `schemactl.model.catalogue` says what they mean."""


class Reaction(StrEnum):
    """What the settings say to a hazard."""

    BLOCK = "block"
    """`apply` refuses until it is allowed by name."""
    WARN = "warn"
    """It is shown; so it is without a word in the settings."""
    IGNORE = "ignore"
    """It is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardPolicy:
    """What the settings make of hazards.

    Attributes:
        reactions: By id; an id that is not there is shown. Losses are not there.
        safe_below: Bytes under which a table is small: what keeps others waiting there does so for a moment.
    """

    reactions: Mapping[str, Reaction]
    safe_below: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """One hazard of one statement.

    Attributes:
        id: Stable id, ``SC101`` and so on. `name`: its short name, ``drop-table``.
        severity: What may happen.
        object: The object concerned, for `--allow SC101:public.documents`.
        message: What happens, in a sentence.
        advice: What to do instead or before.
        applied: Whether the plan does that already.
        size: How many bytes the relation concerned holds; None where that is not known or below a megabyte.
        rows: How many rows by the planner's estimate; None where that is not known.
        stops: Whether the settings let `apply` refuse it.
        waived: Why it is fine, as somebody declared beside the object; empty where nobody did.
    """

    id: str
    name: str
    severity: Severity
    object: str
    message: str
    advice: str
    applied: bool = False
    size: int | None = None
    rows: int | None = None
    stops: bool = False
    waived: str = ""

    @property
    def blocking(self) -> bool:
        """Return whether `apply` refuses the plan unless this hazard is allowed by name."""
        return self.severity in BLOCKING or (self.stops and not self.waived)

    @property
    def for_the_record(self) -> bool:
        """Return whether nobody needs to act on it: people's reports leave it out, the JSON document does not."""
        done = self.applied and self.severity is Severity.BRIEF
        return not self.blocking and (done or self.severity is Severity.NOTE or bool(self.waived))


__all__ = ["BLOCKING", "CATALOGUE", "IDS", "Hazard", "HazardPolicy", "Reaction", "Severity"]
