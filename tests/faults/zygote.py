"""A process that has everything loaded and does nothing but make children, each of which applies one plan.

They can be killed at any moment: what a child says of its run is only heard when it lives to its end. Forking from a
program of one thread is safe, and spares a start of Python per run.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from tests.faults.run import Order, Said, run

ROOT = Path(__file__).parents[2]


class Zygote:
    """The process, seen from the tests. Use it as a context manager."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def start(self, order: Order) -> int:
        """Start a child; return its process. Several may be under way."""
        return int(self._ask(order))

    def wait(self) -> Said | None:
        """Wait until the oldest child has ended; return what it said, or None when it was killed."""
        said = self._ask(None)
        assert said is None or isinstance(said, Said)
        return said

    def close(self) -> None:
        """End the process."""
        self._streams[0].close()
        self._process.wait()
        self._streams[1].close()

    def _ask(self, question: Order | None) -> Any:
        writing, reading = self._streams
        pickle.dump(question, writing)
        writing.flush()
        return pickle.load(reading)  # noqa: S301 - our own child wrote it

    @property
    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


def main() -> None:
    """Make a child for each order, and wait for one when told to, until there are no more."""
    children: list[tuple[int, int]] = []
    while True:
        try:
            order = pickle.load(sys.stdin.buffer)  # noqa: S301 - the tests wrote it
        except EOFError:
            return
        if order is None:
            _answer(_heard(*children.pop(0)))
        else:
            children.append(_start(order))
            _answer(children[-1][0])


def _start(order: Order) -> tuple[int, int]:
    """Return a child and where it can be heard."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(run(order)))
        os._exit(0)
    os.close(writing)
    return pid, reading


def _heard(pid: int, reading: int) -> object:
    with os.fdopen(reading, "rb") as pipe:
        heard = pipe.read()
    os.waitpid(pid, 0)
    return pickle.loads(heard) if heard else None  # noqa: S301 - our own child wrote it


def _answer(value: object) -> None:
    pickle.dump(value, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
