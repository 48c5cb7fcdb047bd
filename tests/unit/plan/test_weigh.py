"""What settings, waivers and live sizes make of hazards and locks."""

from __future__ import annotations

import dataclasses

import pytest

from schemactl.model.declaration import SourceLocation
from schemactl.model.hazard import Hazard, HazardPolicy, Reaction, Severity
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.snapshot import RelationSize
from schemactl.model.statement import Statement
from schemactl.model.waiver import Waiver
from schemactl.plan.extent import by_name, duration_words, size_words, with_sizes
from schemactl.plan.summary import lock_words
from schemactl.plan.weigh import weighed, with_stops
from tests.unit.builders import a_hazard, a_plan, a_statement

MEGABYTE = 1024 * 1024
BIG = RelationSize(schema="public", name="books", bytes=1200 * MEGABYTE, rows=9_000_000)
SMALL = dataclasses.replace(BIG, name="tags", bytes=2 * MEGABYTE, rows=-1)
SIZES = by_name((BIG, SMALL))
BLOCKS = HazardPolicy(reactions={"SC211": Reaction.BLOCK})


def _one(hazard: Hazard, policy: HazardPolicy, *waivers: Waiver) -> Hazard:
    statement = dataclasses.replace(a_statement(), hazards=(hazard,))
    [group] = weighed((TransactionGroup(statements=(statement,)),), policy, SIZES, waivers)
    [found] = group.statements[0].hazards
    return found


def _waiver(rule: str = "SC211", part: str = "") -> Waiver:
    address = a_statement().address
    place = SourceLocation("schema/books.py", 7)
    return Waiver(rule=rule, reason="ten rows", schema=address.schema, name=address.name, part=part, source=place)


def test_without_a_word_in_the_settings_only_losses_stop() -> None:
    """A rewrite is shown, and `apply` goes on."""
    nothing = HazardPolicy(reactions={})
    assert not _one(a_hazard("SC211", Severity.OUTAGE), nothing).blocking
    assert _one(a_hazard("SC101", Severity.LOSS), nothing).blocking


def test_a_hazard_stops_where_the_settings_say_so() -> None:
    """It is then allowed by name, like a loss."""
    assert _one(a_hazard("SC211", Severity.OUTAGE), BLOCKS).blocking


def test_what_the_plan_does_safely_does_not_stop() -> None:
    """There is nothing left to do about it."""
    applied = dataclasses.replace(a_hazard("SC211", Severity.OUTAGE), applied=True)
    assert not _one(applied, BLOCKS).blocking


def test_an_ignored_hazard_is_left_out_and_a_loss_never() -> None:
    """Losses pass through untouched, whatever the policy holds."""
    policy = HazardPolicy(reactions={"SC211": Reaction.IGNORE, "SC101": Reaction.IGNORE})
    hazards = (a_hazard("SC211", Severity.OUTAGE), a_hazard("SC101", Severity.LOSS))
    statement = dataclasses.replace(a_statement(), hazards=hazards)
    [group] = weighed((TransactionGroup(statements=(statement,)),), policy, SIZES)
    assert [hazard.id for hazard in group.statements[0].hazards] == ["SC101"]


@pytest.mark.parametrize(
    ("table", "below", "severity"),
    [
        ("public.books", "1GB", Severity.OUTAGE),
        ("public.tags", 4 * MEGABYTE, Severity.BRIEF),
        ("public.tags", MEGABYTE, Severity.OUTAGE),
        ("public.unlisted", MEGABYTE, Severity.BRIEF),
        ("public.unlisted", MEGABYTE // 2, Severity.OUTAGE),
    ],
    ids=["a big one", "a small one", "not small enough", "one below a megabyte", "one nobody can tell"],
)
def test_waiting_for_a_small_table_is_brief(table: str, below: int | str, severity: Severity) -> None:
    """Its hazard is milder, and stops nothing."""
    policy = dataclasses.replace(BLOCKS, safe_below=1024**3 if below == "1GB" else int(below))
    found = _one(a_hazard("SC211", Severity.OUTAGE, table), policy)
    assert (found.severity, found.blocking) == (severity, severity is Severity.OUTAGE)


def test_a_loss_is_one_in_the_smallest_table() -> None:
    """One row is a loss."""
    policy = HazardPolicy(reactions={}, safe_below=1024**4)
    assert _one(a_hazard("SC101", Severity.LOSS, "public.tags"), policy).blocking


def test_without_sizes_nothing_counts_as_small() -> None:
    """Nobody asked the live database."""
    statement = dataclasses.replace(a_statement(), hazards=(a_hazard("SC211", Severity.OUTAGE),))
    policy = HazardPolicy(reactions={}, safe_below=1024**4)
    [group] = weighed((TransactionGroup(statements=(statement,)),), policy, {})
    assert group.statements[0].hazards[0].severity is Severity.OUTAGE


def test_a_waiver_says_that_a_hazard_is_fine() -> None:
    """With its reason, and only for its own id and part."""
    hazard = a_hazard("SC211", Severity.OUTAGE)
    waived = _one(hazard, BLOCKS, _waiver())
    assert (waived.waived, waived.blocking) == ("ten rows", False)
    assert _one(hazard, BLOCKS, _waiver("SC205")).blocking
    assert _one(hazard, BLOCKS, _waiver(part="another_column")).blocking


def test_a_loss_is_never_waived() -> None:
    """It is allowed for one run."""
    found = _one(a_hazard("SC101", Severity.LOSS), HazardPolicy(reactions={}), _waiver("SC101"))
    assert (found.waived, found.blocking) == ("", True)


def test_a_plan_made_elsewhere_stops_by_the_settings_here() -> None:
    """Whoever applies it decides as well; what stopped before still does."""
    hazards = (a_hazard("SC211", Severity.OUTAGE), dataclasses.replace(a_hazard("SC204"), stops=True))
    statement = dataclasses.replace(a_statement(), hazards=hazards)
    plan = a_plan(TransactionGroup(statements=(statement,)))
    stopped = with_stops(plan, BLOCKS)
    assert [hazard.stops for hazard in stopped.hazards] == [True, True]
    assert [hazard.stops for hazard in with_stops(plan, HazardPolicy(reactions={})).hazards] == [False, True]


def _sized(lock: RelationLock) -> RelationLock:
    statement: Statement = dataclasses.replace(a_statement(), locks=(lock,))
    [group] = with_sizes((TransactionGroup(statements=(statement,)),), SIZES)
    return group.statements[0].locks[0]


@pytest.mark.parametrize(
    ("lock", "said"),
    [
        (
            RelationLock("public.books", LockMode.ACCESS_EXCLUSIVE, rewritten=True),
            "ACCESS EXCLUSIVE on public.books (rewrite of 1.2 GB, about 13 s)",
        ),
        (
            RelationLock("public.books", LockMode.SHARE_UPDATE_EXCLUSIVE, scanned=True),
            "SHARE UPDATE EXCLUSIVE on public.books (full scan of 1.2 GB, about 5 s)",
        ),
        (
            RelationLock("public.tags", LockMode.SHARE, scanned=True),
            "SHARE on public.tags (full scan of 2.0 MB, less than 1 s)",
        ),
        (RelationLock("public.books", LockMode.ACCESS_EXCLUSIVE), "ACCESS EXCLUSIVE on public.books"),
        (
            RelationLock("public.unlisted", LockMode.SHARE, scanned=True),
            "SHARE on public.unlisted (full scan)",
        ),
    ],
    ids=["a rewrite", "a scan", "a moment", "no work", "an unknown size"],
)
def test_a_lock_says_how_much_is_done_under_it(lock: RelationLock, said: str) -> None:
    """By the live size, and roughly how long that takes."""
    assert lock_words(_sized(lock)) == said


def test_hazards_carry_size_and_rows() -> None:
    """Also those about a column of the table."""
    hazards = (a_hazard("SC211", Severity.OUTAGE), a_hazard("SC102", Severity.LOSS, "public.books.pages"))
    statement = dataclasses.replace(a_statement(), hazards=hazards)
    [group] = with_sizes((TransactionGroup(statements=(statement,)),), SIZES)
    assert [(h.size, h.rows) for h in group.statements[0].hazards] == [(BIG.bytes, BIG.rows)] * 2


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0.0 kB"), (640 * 1024, "640 kB"), (3 * MEGABYTE, "3.0 MB"), (5 * 1024**5, "5,120 TB")],
)
def test_sizes_are_written_for_people(size: int, said: str) -> None:
    """In PostgreSQL's units."""
    assert size_words(size) == said


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (0, "less than 1 s"),
        (1400, "about 1 s"),
        (119_000, "about 119 s"),
        (300_000, "about 5 min"),
        (9_000_000, "about 2 h"),
    ],
)
def test_durations_are_rough(milliseconds: int, said: str) -> None:
    """Nobody should take them for a measurement."""
    assert duration_words(milliseconds) == said
