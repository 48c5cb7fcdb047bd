"""SIGKILL at a random moment, most of them inside a long statement, up to three times in a row.

The moment is chosen by a seeded generator within the time a clean run takes. What the server goes on doing without its
client is part of what is tried.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from schemactl.postgres.connect import connect
from tests.faults.plans import BACKFILL, ONLINE, VALIDATED, Subject
from tests.faults.run import Order
from tests.faults.state import look
from tests.faults.trial import Kind, Lab, Reference, Verdict, judge_again

MOST_KILLS = 3
_LONGEST_START = 20.0
"""Seconds a run may wait for the one before, which the server has not given up yet."""


def longer(subject: Subject, rows: int) -> Subject:
    """Return a subject on so many rows that its statements take a while."""
    live = subject.live.replace("generate_series(1, 1000)", f"generate_series(1, {rows})")
    live = live.replace("generate_series(1, 2000)", f"generate_series(1, {rows})")
    return replace(subject, name=f"{subject.name}, {rows} rows", live=live)


def long_subjects(rows: int) -> tuple[Subject, ...]:
    """Return the plans whose statements take long on many rows: builds, reads of all rows, an update of all rows."""
    return tuple(longer(subject, rows) for subject in (ONLINE, VALIDATED, BACKFILL))


@dataclass(slots=True, kw_only=True)
class Killed:
    """One trial.

    Attributes:
        verdict: What came of it. `kills`: how many runs were killed on the way.
        working: How many left the server working on a statement of theirs. `invalid`: or an invalid index.
    """

    verdict: Verdict
    kills: int = 0
    working: int = 0
    invalid: int = 0


def kill_at_random(lab: Lab, subject: Subject, seed: int) -> Killed:
    """Kill one to three runs of a plan in a row, then run the same command again, and judge the database."""
    reference, chance = lab.reference(subject), Random(seed)
    killed = Killed(verdict=Verdict(subject=subject.name, kind=Kind.KILL, message=seed, fired=True, failed=True))
    with lab.database(reference.template) as conninfo:
        for _ in range(chance.randint(1, MOST_KILLS)):
            _kill_one(lab, reference, conninfo, chance.random, killed)
        judge_again(killed.verdict, reference, conninfo)
    return killed


def _kill_one(lab: Lab, reference: Reference, conninfo: str, chance: Callable[[], float], killed: Killed) -> None:
    state = look(conninfo)
    plan = reference.plan_for(conninfo, state)
    if plan.empty:
        return
    started = lab.directory / "started"
    started.unlink(missing_ok=True)
    order = Order(conninfo=conninfo, plan=plan, expected=state, allow=reference.subject.allow, started=started)
    pid, deadline = lab.zygote.start(order), time.monotonic() + _LONGEST_START
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(chance() * reference.seconds)
    os.kill(pid, signal.SIGKILL)
    if lab.zygote.wait() is not None:
        return
    killed.kills += 1
    with connect(conninfo) as connection:
        row = connection.execute(_LEFT).fetchone() or (0, 0)
    killed.working += row[0]
    killed.invalid += row[1]


_LEFT = """
SELECT (SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'
          AND backend_type = 'client backend')::int,
       (SELECT count(*) FROM pg_index WHERE NOT (indisvalid AND indisready AND indislive))::int
"""
