"""Timing of commands: real processes, started one after the other in turns, so that a busy moment hits all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_WARM_UPS = 2
"""The first run compiles modules, which changes their directory; what the second one reads is settled and kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One command.

    Attributes:
        name: For the table. `command`: the program and its arguments. `folder`: where it is started.
        exit_code: What it must return; a command that fails fast must not look fast.
    """

    name: str
    command: Sequence[str | Path]
    folder: Path
    exit_code: int


def medians(contenders: Sequence[Contender], rounds: int) -> Mapping[str, float]:
    """Return the median of each contender in milliseconds, after two runs each that do not count and fill caches."""
    times: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for number in range(_WARM_UPS + rounds):
        for contender in contenders:
            taken = _run(contender)
            if number >= _WARM_UPS:
                times[contender.name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def _run(contender: Contender) -> float:
    started = time.perf_counter()
    result = subprocess.run(contender.command, cwd=contender.folder, capture_output=True, text=True, check=False)
    taken = (time.perf_counter() - started) * 1000
    if result.returncode != contender.exit_code:
        sys.exit(f"{contender.name} returned {result.returncode}:{os.linesep}{result.stderr or result.stdout}")
    return taken
