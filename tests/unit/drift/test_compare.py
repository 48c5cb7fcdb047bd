"""The drift report turns a plan's view round and shows both definitions."""

from __future__ import annotations

from datetime import UTC, datetime

from schemactl.drift.compare import drift_report
from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.plan import Change
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.rehearse.planner import Differences

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
VIEW = Address("VIEW", "public", "totals")
TABLE = Address("TABLE", "public", "books")
INDEX = Address("INDEX", "public", "by_title")


def a_snapshot(*entries: tuple[Address, str, str]) -> Snapshot:
    """Return a snapshot of entries given as address, definition and owner."""
    facts = ServerFacts(version=180006, login="app", database="scratch", roles=(), dump_version="18.6")
    return Snapshot(
        entries={a: Entry(address=a, definition=text, drop="", owner=o, dependencies=()) for a, text, o in entries},
        facts=facts,
    )


def test_nothing_found_is_in_sync() -> None:
    """Without differences there is nothing to say."""
    report = drift_report(Differences.none(), database="app", observed_at=NOW)
    assert report.in_sync
    assert (report.database, report.observed_at, report.details) == ("app", NOW, ())


def test_signs_are_turned_round_and_both_definitions_shown() -> None:
    """What a plan would create is what live lacks; the diff goes from declared to live."""
    found = Differences(
        changes=(Change(address=VIEW, sign="~"), Change(address=INDEX, sign="+"), Change(address=TABLE, sign="-")),
        diagnostics=(),
        live=a_snapshot((VIEW, "CREATE VIEW totals AS\n SELECT 2;", "app"), (TABLE, "CREATE TABLE books ();", "app")),
        desired=a_snapshot(
            (VIEW, "CREATE VIEW totals AS\n SELECT 1;", "app"), (INDEX, "CREATE INDEX by_title;", "app")
        ),
    )
    report = drift_report(found, database="app", observed_at=NOW)
    assert [(change.address, change.sign) for change in report.changes] == [(INDEX, "-"), (TABLE, "+"), (VIEW, "~")]
    assert dict(report.details) == {
        "index public.by_title": "--- declared\n+++ live\n@@ -1 +0,0 @@\n-CREATE INDEX by_title;",
        "table public.books": "--- declared\n+++ live\n@@ -0,0 +1 @@\n+CREATE TABLE books ();",
        "view public.totals": (
            "--- declared\n+++ live\n@@ -1,2 +1,2 @@\n CREATE VIEW totals AS\n- SELECT 1;\n+ SELECT 2;"
        ),
    }


def test_other_owner_is_a_difference_to_show() -> None:
    """A declared owner is shown where the live one is another."""
    found = Differences(
        changes=(Change(address=TABLE, sign="~"),),
        diagnostics=(),
        live=a_snapshot((TABLE, "CREATE TABLE books ();", "somebody")),
        desired=a_snapshot((TABLE, "CREATE TABLE books ();", "librarian")),
        owners=frozenset({TABLE}),
    )
    (detail,) = drift_report(found, database="app", observed_at=NOW).details
    assert detail[1].splitlines()[-2:] == ["-owner: librarian", "+owner: somebody"]


def test_owner_nobody_declared_is_no_difference_to_show() -> None:
    """What the login of the declared side owns has no declared owner, so none is shown."""
    found = Differences(
        changes=(Change(address=TABLE, sign="~"),),
        diagnostics=(),
        live=a_snapshot((TABLE, "CREATE TABLE books ();", "somebody")),
        desired=a_snapshot((TABLE, "CREATE TABLE books ();", "app")),
    )
    assert drift_report(found, database="app", observed_at=NOW).details == ()
