"""A program that moves and swaps in many databases, each time in a child that kills itself one event later.

Its arguments are the connection strings of the databases. Prints, for each, the events the child lived to see.
Forking from a program of one thread is safe and spares a start of Python per event.
"""

from __future__ import annotations

import os
import signal
import sys

from schemactl.repartition.events import Event
from tests.repartition.conftest import move_and_swap


def child(conninfo: str, last: int, report: int) -> None:
    """Move and swap, and die at the `last`-th event, counted from 1."""
    seen = 0

    def die(event: Event) -> None:
        nonlocal seen
        seen += 1
        os.write(report, f"{type(event).__name__} ".encode())
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    move_and_swap(conninfo, die)


def main() -> None:
    """Run one child per database."""
    for number, conninfo in enumerate(sys.argv[1:], start=1):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            child(conninfo, number, writing)
            os._exit(0)
        os.close(writing)
        os.waitpid(pid, 0)
        with os.fdopen(reading) as pipe:
            sys.stdout.write(f"{pipe.read().strip()}\n")


if __name__ == "__main__":
    main()
