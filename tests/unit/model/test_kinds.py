"""The ledger knows every kind of object there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.model.kinds import GLOBAL_KINDS, LEDGER, SECRET_KINDS, DropTime, Way, rule_for
from schemactl.postgres.archive import take_snapshot
from schemactl.scratch.installation import find_pg_dump

NOT_IN_THE_RICH_DATABASE = {
    "CRON JOB": "a row of pg_cron's table, which only a server that has pg_cron holds",
    "CHECK CONSTRAINT": "only where a check must come after its table: NOT VALID ones, and those of domains",
    "SECURITY LABEL": "needs a provider, which needs a library loaded at server start",
    "SHELL TYPE": "only while a type is half made",
    "SUBSCRIPTION": "reaches another server",
    "TRANSFORM": "needs functions in C",
}
"""Kinds that are in the ledger without being seen here, and why."""


@pytest.fixture
def kinds(new_database: Callable[[str], str]) -> set[str]:
    """Return the kinds of entries of a database with one of everything."""
    script = Path(__file__).with_name("rich.sql").read_text(encoding="utf-8")
    snapshot = take_snapshot(new_database(script), find_pg_dump())
    return {address.kind for address in snapshot.entries}


def test_every_kind_of_a_rich_database_is_in_the_ledger(kinds: set[str]) -> None:
    """What is not there is refused by name, and nothing here should be."""
    assert kinds - set(LEDGER) == set()


def test_every_kind_of_the_ledger_was_seen(kinds: set[str]) -> None:
    """But those for which there is a reason; a reason that is none any more must go."""
    assert set(LEDGER) - kinds - set(NOT_IN_THE_RICH_DATABASE) == set()


def test_kinds_named_elsewhere_are_in_the_ledger() -> None:
    """A misspelt kind would match nothing, silently."""
    assert set(LEDGER) >= GLOBAL_KINDS | SECRET_KINDS | set(NOT_IN_THE_RICH_DATABASE)
    assert {name: rule.name for name, rule in LEDGER.items() if name != rule.name} == {}


def test_an_unknown_kind_is_refused_and_kept_to_the_end() -> None:
    """A newer PostgreSQL may have kinds we have never heard of."""
    rule = rule_for("PROPERTY GRAPH")
    assert (rule.name, rule.change, rule.drop) == ("PROPERTY GRAPH", Way.REFUSE, DropTime.LATE)


def test_what_holds_rows_is_never_dropped_and_made_again() -> None:
    """Neither tables nor the positions of sequences can be made anew."""
    holding = [rule for rule in LEDGER.values() if rule.holds_rows]
    assert {rule.name for rule in holding} == {"TABLE", "SEQUENCE"}
    assert {rule.change for rule in holding} == {Way.NATIVE}
    assert {rule.drop for rule in holding} == {DropTime.LATE}
