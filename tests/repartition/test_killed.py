from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.postgres.connect import connect
from schemactl.repartition.events import BatchMoved, Event
from schemactl.repartition.run import check_rows, move_rows
from tests.repartition.conftest import (
    BOOKS,
    SOURCE,
    TWIN,
    Connection,
    contents,
    move_and_swap,
    request,
    swap,
    value,
)

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tool"), str(ROOT)])}
EVENTS = ["Prepared", *["BatchMoved"] * 3, *["RangeCompared"] * 2, "Swapped", *["Validated"] * 2]

pytestmark = pytest.mark.faults


def test_a_killed_run_is_continued_wherever_it_was(new_shelf: Callable[[], str]) -> None:
    """After each event of the whole; what was committed is not done again, and nothing is missing at the end."""
    shelves = [new_shelf() for _ in EVENTS]
    lived = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed.py"), *shelves],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert lived == [" ".join(EVENTS[: number + 1]) for number in range(len(EVENTS))]
    for number, shelf in enumerate(shelves):
        with connect(shelf) as session:
            session.execute("UPDATE public.books SET title = 'meanwhile' WHERE id IN (1, 999, 2000, 2500)")
            before = contents(session, SOURCE)
            events: list[Event] = []
            if number < EVENTS.index("Swapped"):
                move_and_swap(shelf, events.append)
            else:
                swap(shelf, events.append)
            batches = min(number, 3)
            assert sum(isinstance(event, BatchMoved) for event in events) == 3 - batches
            assert contents(session, SOURCE) == before
            assert value(session, "SELECT relkind FROM pg_class WHERE oid = 'public.books'::regclass") == "p"
            assert value(session, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == 0
            assert value(session, "SELECT phase || cardinality(pending) FROM schemactl.repartition") == "swapped0"


def test_the_command_killed_in_the_middle_of_a_batch_has_copied_all_of_it_or_nothing(
    shelf: str, session: Connection
) -> None:
    """It is killed while the server works on its batch, and the next run takes up the thread."""
    with connect(shelf) as holder:
        # The mirror has to be there before a row can be held.
        move_rows(request(shelf))
        session.execute("UPDATE schemactl.repartition SET phase = 'moving', last_key = '{}', rows = 0")
        session.execute("SET schemactl.repartition = on; TRUNCATE public.books_twin")
        holder.execute("BEGIN; UPDATE public.books SET title = 'held' WHERE id = 1500")
        arguments = ["repartition", SOURCE, TWIN, "--batch", "1000", "--lock-timeout", "1min"]
        with subprocess.Popen(
            [sys.executable, "-m", "schemactl", *arguments, "--database-url", shelf], env=ENVIRONMENT
        ) as run:
            _wait_for(session, "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            os.kill(run.pid, signal.SIGKILL)
        assert run.returncode == -signal.SIGKILL
        assert value(session, "SELECT rows FROM schemactl.repartition") == 1000
        holder.execute("COMMIT")
    _wait_for(session, "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()")
    move_rows(request(shelf))
    assert check_rows(request(shelf)).rows == BOOKS
    assert contents(session, SOURCE) == contents(session, TWIN)


def _wait_for(session: Connection, condition: str) -> None:
    deadline = time.monotonic() + 20
    while not value(session, condition):
        assert time.monotonic() < deadline
        time.sleep(0.02)
