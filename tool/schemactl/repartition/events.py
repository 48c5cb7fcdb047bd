"""What a move tells its caller while it works: for progress on a terminal, and for tests that die at every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """From now on every write to the source is mirrored. `again`: a mirror with gaps was replaced, the twin emptied."""

    again: bool

    def __str__(self) -> str:
        """Return the event in words."""
        if self.again:
            return "somebody changed the triggers of an earlier run: the twin was emptied, moving from the start"
        return "writes are mirrored from now on"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchMoved:
    """A batch is committed. `total` is the planner's estimate."""

    rows: int
    total: int

    def __str__(self) -> str:
        """Return the event in words."""
        return f"moved {self.rows:,} of about {max(self.total, self.rows):,} rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Another session is in the way: everything of this step was rolled back and is tried again after a pause."""

    step: str
    attempt: int
    reason: str
    pause_seconds: float

    def __str__(self) -> str:
        """Return the event in words."""
        return f"{self.step}: {self.reason}; try {self.attempt + 1} in {self.pause_seconds:.1f} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeCompared:
    """A range of the key holds the same rows on both sides; `rows` counts all up to here."""

    rows: int

    def __str__(self) -> str:
        """Return the event in words."""
        return f"compared {self.rows:,} rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped:
    """The twin has the source's place. `window_ms`: how long all locks were held."""

    window_ms: int

    def __str__(self) -> str:
        """Return the event in words."""
        return f"swapped; the application waited {self.window_ms:,} ms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """A foreign key that was made in the window is proven for the rows that were there before."""

    command: str

    def __str__(self) -> str:
        """Return the event in words."""
        return f"done: {self.command}"


Event = Prepared | BatchMoved | Waiting | RangeCompared | Swapped | Validated

OnEvent = Callable[[Event], None]
"""Called between transactions, in the run's own thread. What it raises ends the run, which can be continued."""
