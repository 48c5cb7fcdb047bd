"""An application under way: pgbench, with the time of each of its transactions (PostgreSQL manual, pgbench)."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from schemactl.scratch.server import ScratchServer

_CLIENTS = 4
_FIELDS = 7
"""Columns of its log when there is a rate: client, number, elapsed, script, seconds, microseconds, delayed by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One transaction of the application, in seconds since the epoch.

    Attributes:
        began, ended: When. It is what the server took: the time it began late by is left out.
    """

    began: float
    ended: float

    @property
    def took(self) -> float:
        """Return how long it took, in seconds."""
        return self.ended - self.began


@dataclass(slots=True, kw_only=True)
class Load:
    """What the application did; complete once `application` has ended. `refused` is what pgbench complained of."""

    done: list[Done] = field(default_factory=list)
    refused: str = ""

    def within(self, began: float, ended: float) -> list[float]:
        """Return how long the transactions took that ran in a stretch of time, in seconds, shortest first."""
        return sorted(one.took for one in self.done if one.began <= ended and one.ended >= began)


@contextlib.contextmanager
def application(server: ScratchServer, conninfo: str, scripts: Mapping[str, int], rate: int) -> Iterator[Load]:
    """Let an application work until the block ends.

    Args:
        server: Where to find pgbench. `conninfo`: the database.
        scripts: What it does, with how often in proportion. `rate`: transactions per second it would like to do.
    """
    load = Load()
    with TemporaryDirectory() as directory:
        command: list[str | Path] = [_program(server), "--no-vacuum", "--log", "--log-prefix", f"{directory}/log"]
        command += ["--client", str(_CLIENTS), "--rate", str(rate), "--time", "86400"]
        for number, (script, weight) in enumerate(scripts.items()):
            file = Path(directory, f"script{number}.sql")
            file.write_text(script, encoding="utf-8")
            command += ["--file", f"{file}@{weight}"]
        with subprocess.Popen(
            [*command, conninfo], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as run:
            try:
                yield load
            finally:
                run.terminate()
                load.refused = run.communicate()[1].strip()
        load.done += [done for log in Path(directory).glob("log*") for done in _read(log)]


def _program(server: ScratchServer) -> Path:
    beside = server.bindir / "pgbench" if server.bindir else None
    found = beside if beside and beside.exists() else shutil.which("pgbench")
    if found is None:
        sys.exit("pgbench was not found: it comes with PostgreSQL's own packages")
    return Path(found)


def _read(log: Path) -> Iterator[Done]:
    # The end of a log may be cut off, as pgbench is told to end.
    for line in log.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if len(words) == _FIELDS and words[2].isdigit():
            ended = int(words[4]) + int(words[5]) / 1e6
            yield Done(began=ended - (int(words[2]) - int(words[6])) / 1e6, ended=ended)
