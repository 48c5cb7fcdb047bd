"""A program that moves vectors in children that kill themselves at a given moment.

Its arguments are a connection string and a store's directory; every line it reads starts a child: ``out 3`` dies at the
third moment of moving out. The moments are the steps a run reports, and halfway through every call that writes to the
store. Prints, for each child, ``killed`` or ``ended``. Forking from a program of one thread is safe and spares a start
of Python.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from schemactl.vectors.qdrant import QdrantStore
from schemactl.vectors.values import Point, PointId
from tests.vectors.conftest import Notes


class ObservedStore(QdrantStore):
    """The real store, with a moment in the middle of every call that writes."""

    moment: Callable[[], None]

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        """Write half of the points, and then the others."""
        super().upsert(collection, points[: len(points) // 2])
        self.moment()
        super().upsert(collection, points[len(points) // 2 :])

    def delete(self, collection: str, ids: Sequence[PointId]) -> None:
        """Delete half of the points, and then the others."""
        super().delete(collection, ids[: len(ids) // 2])
        self.moment()
        super().delete(collection, ids[len(ids) // 2 :])


def child(command: str, conninfo: str, directory: Path, last: int) -> None:
    """Move vectors and die at the `last`-th moment, counted from 1."""
    seen = 0

    def moment(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    store = type("Store", (ObservedStore,), {"moment": staticmethod(moment)})
    notes = Notes(conninfo=conninfo, directory=directory)
    move = notes.out if command == "out" else notes.back
    move(moment, lambda address, key: store(address, key, directory=directory))


def main() -> None:
    """Run one child per line."""
    conninfo, directory = sys.argv[1:]
    for line in sys.stdin:
        command, last = line.split()
        pid = os.fork()
        if pid == 0:
            try:
                child(command, conninfo, Path(directory), int(last))
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(pid, 0)
        words = {signal.SIGKILL: "killed", 0: "ended"}
        sys.stdout.write(f"{words.get(status, f'status {status}')}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
