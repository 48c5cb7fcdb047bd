"""Samples of `make soak-kill`, `make soak-concurrent` and `make soak-deadlocks`."""

from __future__ import annotations

import pytest

from tests.faults.crowd import crowd
from tests.faults.deadlock import provoke
from tests.faults.kills import kill_at_random, long_subjects
from tests.faults.plans import MERGE, ONLINE, TRANSACTIONAL, Subject
from tests.faults.trial import Lab

pytestmark = pytest.mark.faults

ROWS = 30_000


@pytest.mark.parametrize("seed", range(6))
def test_run_killed_at_a_random_moment_ends_as_a_clean_one(lab: Lab, seed: int) -> None:
    """Up to three runs in a row are killed inside long statements; the next one does exactly the rest."""
    subjects = long_subjects(ROWS)
    killed = kill_at_random(lab, subjects[seed % len(subjects)], seed)
    assert killed.verdict.complaints == []


@pytest.mark.parametrize("subject", [TRANSACTIONAL, ONLINE, MERGE], ids=lambda subject: subject.name)
def test_of_six_runs_at_once_one_does_the_work(lab: Lab, subject: Subject) -> None:
    """Each statement is executed exactly once; the others are told that the database has changed."""
    done = crowd(lab, subject, runs=6)
    assert done.complaints == []
    assert (done.did, done.stale) == (1, 5)


@pytest.mark.parametrize("number", range(5))
def test_deadlock_costs_the_application_nothing(lab: Lab, number: int) -> None:
    """Whoever begins to wait first, the run gives way and tries again, and the application's transaction commits."""
    found = provoke(lab, ours_first=bool(number % 2))
    assert found.complaints == []
