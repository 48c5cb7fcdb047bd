"""Every check finds what it is for, leaves the rest alone, and its SQL does what it says, on a real server."""

from __future__ import annotations

import contextlib

import psycopg
import pytest

from schemactl.audit import activity, server, tables
from schemactl.audit.run import checks
from schemactl.model.audit import AuditReport
from schemactl.model.diagnostic import Level
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.audit.conftest import audited, built
from tests.audit.examples import EXAMPLES, Example
from tests.fixtures.databases import NewDatabase

ELSEWHERE = {"AU104", "AU403", "AU701", "AU702", "AU703", "AU704", "AU705", "AU708"}
"""Checks with a test of their own below."""

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.check)


def messages(report: AuditReport, check: str, thing: str) -> list[str]:
    """Return what a check found about one object."""
    return [f.message for f in report.findings if f.id == check and f.object.startswith(thing)]


@each_example
def test_bad_example_is_found(bad_report: AuditReport, example: Example) -> None:
    """A check finds its fault, once, and says what it is about."""
    (message,) = messages(bad_report, example.check, example.object)
    assert example.words in message


@each_example
def test_good_example_is_left_alone(good_report: AuditReport, example: Example) -> None:
    """A check says nothing where its fault is not."""
    assert messages(good_report, example.check, example.object) == []


def test_every_check_has_an_example_and_explains_itself() -> None:
    """No check is untried; ids and names are given once; each says what it finds, why that matters and what to do."""
    described = checks()
    assert {check.id for check in described} == {example.check for example in EXAMPLES} | ELSEWHERE
    assert len({check.id for check in described}) == len({check.name for check in described}) == len(described)
    assert all(c.finds.endswith(".") and c.why.endswith(".") and c.fix.endswith(".") for c in described)


def test_sql_of_findings_corrects_them(server: ScratchServer) -> None:
    """Every command the report offers runs as it stands, and afterwards its finding is gone."""
    with scratch_database(server, "corrected") as name:
        conninfo = built(server.conninfo(name), (e.bad for e in EXAMPLES if e.check not in {"AU105", "AU706"}))
        offered = [finding for finding in audited(conninfo).findings if finding.sql]
        with connect(conninfo) as connection:
            for finding in offered:
                connection.execute(finding.sql.encode())
        left = audited(conninfo)
    assert {f.id for f in offered} >= {e.check for e in EXAMPLES if not e.survives}
    for example in EXAMPLES:
        if not example.survives:
            assert messages(left, example.check, example.object) == [], example.check


def test_failed_concurrent_index_is_found(new_database: NewDatabase) -> None:
    """What a failed CREATE UNIQUE INDEX CONCURRENTLY leaves behind is named with the way to build it again."""
    conninfo = new_database("CREATE TABLE public.t (a integer); INSERT INTO public.t VALUES (1), (1)")
    with connect(conninfo) as connection, contextlib.suppress(psycopg.errors.UniqueViolation):
        connection.execute("CREATE UNIQUE INDEX CONCURRENTLY once ON public.t (a)")
    (finding,) = [f for f in audited(conninfo).findings if f.id == "AU102"]
    assert (finding.level, finding.sql) == (Level.ERROR, "REINDEX INDEX CONCURRENTLY public.once;")


def test_half_detached_partition_is_found(new_database: NewDatabase) -> None:
    """A DETACH CONCURRENTLY that was interrupted while it waited is named with the command that ends it."""
    conninfo = new_database(
        "CREATE TABLE public.p (id integer) PARTITION BY RANGE (id);"
        "CREATE TABLE public.p_1 PARTITION OF public.p FOR VALUES FROM (1) TO (9)"
    )
    with connect(conninfo, autocommit=False) as reader, connect(conninfo) as connection:
        reader.execute("SELECT FROM public.p")
        connection.execute("SET statement_timeout = '200ms'")
        with contextlib.suppress(psycopg.errors.QueryCanceled):
            connection.execute("ALTER TABLE public.p DETACH PARTITION public.p_1 CONCURRENTLY")
        reader.rollback()
        (finding,) = [f for f in audited(conninfo).findings if f.id == "AU104"]
        assert finding.object == "table public.p_1"
        connection.execute(finding.sql.encode())
        assert "AU104" not in {f.id for f in audited(conninfo).findings}


def test_what_holds_vacuum_back_is_found(new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open and prepared transactions count once they are old enough; nobody waits an hour for a test."""
    conninfo = new_database("CREATE TABLE public.t (a integer PRIMARY KEY)")
    assert not {"AU701", "AU702"} & {f.id for f in audited(conninfo).findings}
    monkeypatch.setattr(activity, "_LONG", 0)
    with connect(conninfo, autocommit=False) as idle, connect(conninfo, autocommit=False) as preparing:
        idle.execute("SELECT FROM public.t")
        preparing.execute("INSERT INTO public.t VALUES (1)")
        preparing.execute("PREPARE TRANSACTION 'forgotten ''one'")
        found = {f.id: f for f in audited(conninfo).findings}
        with connect(conninfo) as connection:
            connection.execute("ROLLBACK PREPARED 'forgotten ''one'")
    assert "idle in transaction" in found["AU701"].message
    assert found["AU702"].object == "prepared transaction 'forgotten ''one'"


def test_unread_replication_slot_is_found(new_database: NewDatabase) -> None:
    """A slot that nobody reads from keeps WAL, and the report says how much."""
    conninfo = new_database()
    with connect(conninfo) as connection:
        connection.execute("SELECT pg_create_physical_replication_slot('left_behind', true)")
        try:
            (finding,) = [f for f in audited(conninfo).findings if f.id == "AU703"]
        finally:
            connection.execute("SELECT pg_drop_replication_slot('left_behind')")
    assert (finding.object, "of WAL" in finding.message) == ("replication slot left_behind", True)


FIGURES = {
    "database": "shop",
    "checksum_failures": 0,
    "blocks_hit": 999_000,
    "blocks_read": 1_000,
    "collation_changed": False,
    "fsync": True,
    "collate": "C",
}


@pytest.mark.parametrize(
    ("check", "figures"),
    [("AU704", {"checksum_failures": 3}), ("AU705", {"blocks_read": 200_000}), ("AU708", {"fsync": False})],
)
def test_figures_of_the_server_are_judged(check: str, figures: dict[str, object]) -> None:
    """Figures no test server can be brought to, as the catalogs would give them."""
    assert list(server._findings(FIGURES)) == []
    assert [finding.id for finding in server._findings({**FIGURES, **figures})] == [check]


@pytest.mark.parametrize(
    ("age", "level"), [(399_000_000, None), (401_000_000, Level.WARNING), (1_600_000_000, Level.ERROR)]
)
def test_wraparound_is_judged_by_age(age: int, level: Level | None) -> None:
    """Twice the age autovacuum allows is a warning, three quarters of what the server can bear an error."""
    row = {"name": "shop", "transaction_age": age, "multixact_age": 5, "freeze_max_age": 200_000_000}
    assert [finding.level for finding in tables.judge_wraparound(row, ())] == ([level] if level else [])
