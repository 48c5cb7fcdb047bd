"""When a change is made by its online form, which takes longer and does not keep others from their work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OnlineChoice(StrEnum):
    """Which tables get online forms."""

    AUTO = "auto"
    """Those of a certain size; new, small and unknown ones get the plain form."""
    ALWAYS = "always"
    """All that are there before the plan."""
    NEVER = "never"
    """None."""


DEFAULT_ABOVE = 10 * 1024 * 1024
"""Ten megabytes: what a plain statement reads or writes in a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlinePolicy:
    """When to take online forms.

    Attributes:
        choice: Which tables. `above`: from how many bytes a table is big.
    """

    choice: OnlineChoice = OnlineChoice.AUTO
    above: int = DEFAULT_ABOVE
