"""A program that fills many databases in batches, each time in a child that kills itself one event later.

Its arguments are the connection strings of the databases.
"""

from __future__ import annotations

import os
import signal
import sys

from schemactl.apply.events import Event
from tests.fixtures.applying import Observer, apply
from tests.fixtures.filling import SMALL, filling_plan


def child(conninfo: str, last: int) -> None:
    """Apply the plan and die at the `last`-th event, counted from 1."""
    seen = 0

    def die(event: Event) -> None:
        del event
        nonlocal seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    apply(conninfo, filling_plan(), observer=Observer(at=die), options=SMALL)


def main() -> None:
    """Run one child per database."""
    for number, conninfo in enumerate(sys.argv[1:], start=1):
        pid = os.fork()
        if pid == 0:
            child(conninfo, number)
            os._exit(0)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
