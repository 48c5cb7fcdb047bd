"""Time and chance, as arguments."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Protocol


class Clock(Protocol):
    """What a run needs of time and chance."""

    def elapsed(self) -> float:
        """Return seconds since some fixed moment; never goes back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def chance(self) -> float:
        """Return a random number from 0 up to 1."""
        ...


class SystemClock:
    """The real ones."""

    def elapsed(self) -> float:
        """Return seconds since some fixed moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def chance(self) -> float:
        """Return a random number from 0 up to 1."""
        return random.SystemRandom().random()


def jittered(seconds: float, clock: Clock) -> float:
    """Return a time between half and one and a half of `seconds`, so that waiting sessions do not march in step."""
    return seconds * (0.5 + clock.chance())


def milliseconds(duration: timedelta) -> str:
    """Return a duration as the server's settings want it: whole milliseconds, no unit."""
    return str(round(duration / timedelta(milliseconds=1)))
