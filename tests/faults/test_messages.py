"""A sample of `make soak-faults`: the same choice every time, spread over plans, faults and messages."""

from __future__ import annotations

import pytest

from tests.faults.plans import SUBJECTS, Subject
from tests.faults.trial import Kind, Lab, attempt

pytestmark = pytest.mark.faults

SCENARIOS = 200
PAIRS = [(subject, kind) for subject in SUBJECTS for kind in Kind]
SPREAD = 0.618
"""Each pair begins elsewhere: multiples of the golden ratio fill an interval evenly, however many there are."""


def chosen(pair: int, messages: int) -> list[int]:
    """Return the messages of a run at which the fault of a pair happens, 1-based."""
    count = SCENARIOS // len(PAIRS) + (pair < SCENARIOS % len(PAIRS))
    return [1 + int((position + pair * SPREAD % 1) / count * messages) for position in range(count)]


@pytest.mark.parametrize(
    ("pair", "subject", "kind"),
    [pytest.param(number, subject, kind, id=f"{subject.name}: {kind}") for number, (subject, kind) in enumerate(PAIRS)],
)
def test_whatever_breaks_the_same_command_again_ends_as_a_clean_run(
    lab: Lab, pair: int, subject: Subject, kind: Kind
) -> None:
    """No row is lost or doubled, what was said is true, and the second run leads where a clean one does."""
    for message in chosen(pair, lab.reference(subject).messages):
        verdict = attempt(lab, subject, kind, message)
        assert verdict.fired
        assert verdict.complaints == [], f"at message {message}"


def test_two_hundred_scenarios_are_chosen() -> None:
    """The sample is as large as it says, and no message is chosen twice for a pair."""
    picks = [chosen(number, 40) for number in range(len(PAIRS))]
    assert sum(map(len, picks)) == SCENARIOS
    assert all(len(set(pick)) == len(pick) and min(pick) >= 1 and max(pick) <= 40 for pick in picks)
