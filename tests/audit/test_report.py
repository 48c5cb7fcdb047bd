"""The report as a whole: on the restructured database, with few rights, beside locks, hostile names, its formats."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.audit import indexes
from schemactl.audit.run import audit_database
from schemactl.cli import main
from schemactl.errors import ExitCode, UsageError
from schemactl.model.audit import AuditReport
from schemactl.model.diagnostic import Level
from schemactl.postgres.connect import connect
from schemactl.render.audit import AuditFormat, render_audit
from schemactl.scratch.server import ScratchServer
from tests.audit.conftest import audited
from tests.fixtures.databases import NewDatabase
from tests.fixtures.main_job import declared_database

OF_THE_SERVER = {"server"}
"""Throw-away servers run without autovacuum and fsync, and the report says so."""


def refused(report: AuditReport) -> dict[str, str]:
    """Return the questions without an answer, with the reasons."""
    return {unseen.question: unseen.reason for unseen in report.unseen}


@pytest.fixture
def visitor(bad: str) -> Iterator[str]:
    """Return how to connect to the database of bad examples as a login that was granted nothing."""
    name = f"visitor_{os.getpid()}"
    with connect(bad) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'canary'".encode())
    yield make_conninfo(bad, user=name, password="canary")
    with connect(bad) as connection:
        connection.execute(f"DROP OWNED BY {name}; DROP ROLE {name}".encode())


def test_restructured_database_has_no_fault(server: ScratchServer) -> None:
    """The declared database of this repository, its views filled, gives nothing above a note."""
    with declared_database(server) as name:
        with connect(server.conninfo(name)) as connection:
            views = connection.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'm'").fetchall()
            for (view,) in views:
                connection.execute(f"REFRESH MATERIALIZED VIEW {view}".encode())
            connection.execute("ANALYZE")
        report = audited(server.conninfo(name), ["public", "chat"])
    faults = [f for f in report.findings if f.level is not Level.NOTE and f.object not in OF_THE_SERVER]
    assert [(f.id, f.object, f.message) for f in faults] == []
    assert len(views) == 5


def test_a_login_without_rights_is_told_what_it_cannot_see(visitor: str, bad_report: AuditReport) -> None:
    """Every question that fails for lack of rights is named with PostgreSQL's reason; the rest is answered."""
    report = audited(visitor)
    reasons = refused(report)
    assert reasons["orphans of parents_fkey of public.orphans"] == "permission denied for table orphans"
    assert reasons["file times"] == "permission denied for function pg_stat_file"
    assert reasons["refreshes recorded in public.refreshes"] == "permission denied for table refreshes"
    assert reasons["sequence public.copied_id_seq"] == "the login may neither use nor read it"
    catalog_checks = {"AU101", "AU103", "AU202", "AU204", "AU301", "AU305", "AU501"}
    assert catalog_checks <= {f.id for f in report.findings}
    assert not refused(bad_report)


def test_policies_that_hide_rows_are_told_as_well(visitor: str, bad: str) -> None:
    """A count over rows that row security hides would be wrong, so it is not made."""
    role = f"visitor_{os.getpid()}"
    with connect(bad) as connection:
        connection.execute(f"GRANT SELECT ON public.parents, public.orphans TO {role}".encode())
        connection.execute("ALTER TABLE public.orphans ENABLE ROW LEVEL SECURITY")
        try:
            reason = refused(audited(visitor))["orphans of parents_fkey of public.orphans"]
        finally:
            connection.execute("ALTER TABLE public.orphans DISABLE ROW LEVEL SECURITY")
    assert reason == 'query would be affected by row-level security policy for table "orphans"'


def test_the_audit_waits_for_no_lock(new_database: NewDatabase) -> None:
    """Beside an ALTER TABLE that takes long, the audit gives up soon and says what it did not see."""
    conninfo = new_database("CREATE TABLE public.t (id serial PRIMARY KEY)")
    with connect(conninfo, autocommit=False) as busy:
        busy.execute("LOCK TABLE public.t")
        reasons = refused(audited(conninfo))
    assert set(reasons.values()) == {"canceling statement due to lock timeout"}
    assert "tables" in reasons


def test_schemas_that_are_not_there_are_named(bad: str) -> None:
    """A slip of the pen would make a database look well."""
    reasons = refused(audited(bad, ["pubic"]))
    assert reasons["tables, indexes and functions"] == "the database has no schema pubic"


def test_the_audit_changes_nothing(bad: str) -> None:
    """Its session is read-only, whatever it is asked to do."""
    with connect(bad) as connection:
        audit_database(connection, ["public"])
        row = connection.execute("SHOW transaction_read_only").fetchone()
    assert row == ("on",)


def test_young_statistics_call_nothing_unused(bad: str) -> None:
    """Until a day of reads was counted, the report says that it is too early instead of naming every new index."""
    with connect(bad) as connection:
        report = audit_database(connection, ["public"])
    assert "too little to tell" in refused(report)["unused indexes"]
    assert "AU303" not in {f.id for f in report.findings}


def test_large_unread_index_is_a_warning_once_it_was_watched_long_enough() -> None:
    """Thirty days and 10 MiB make it one."""
    assert indexes.unused_level(timedelta(days=31), 11 * 1024**2) is Level.WARNING
    assert indexes.unused_level(timedelta(days=29), 11 * 1024**2) is Level.NOTE
    assert indexes.unused_level(timedelta(days=31), 9 * 1024**2) is Level.NOTE


HOSTILE = 'a"b\n\x1b[31m| `c`; DROP TABLE x; --'


@pytest.fixture
def hostile(new_database: NewDatabase) -> AuditReport:
    """Return the report on a database whose names mean harm."""
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    again = quoted.removesuffix('"') + '2"'
    conninfo = new_database(
        f"CREATE SCHEMA {quoted}; CREATE TABLE {quoted}.{quoted} ({quoted} serial PRIMARY KEY, b integer);"
        f"INSERT INTO {quoted}.{quoted} VALUES (1); CREATE INDEX {again} ON {quoted}.{quoted} (b);"
        f"CREATE INDEX i ON {quoted}.{quoted} (b); CREATE MATERIALIZED VIEW {quoted}.m AS SELECT 1 AS a;"
        f"ALTER TABLE {quoted}.{quoted} ADD CONSTRAINT {quoted} CHECK (b > 0) NOT VALID"
    )
    report = audited(conninfo, None)
    with connect(conninfo) as connection:
        for finding in report.findings:
            connection.execute(finding.sql.encode() or b"SELECT 1")
        assert connection.execute(f"SELECT FROM {quoted}.{quoted}".encode()).rowcount == 1
    return report


@pytest.mark.parametrize("form", AuditFormat)
def test_hostile_names_stay_in_their_place(hostile: AuditReport, form: AuditFormat) -> None:
    """No name ends a line, colours a terminal or becomes markup, and all commands offered run on such names."""
    assert {"AU101", "AU109", "AU301", "AU502"} <= {f.id for f in hostile.findings}
    text = render_audit(hostile, form)
    assert "\x1b" not in text
    if form is AuditFormat.JSON:
        assert any(HOSTILE.replace('"', '""') in f["object"] for f in json.loads(text)["findings"])
    if form is AuditFormat.MARKDOWN:
        outside = text.split("```")[0::2]
        assert not any(line.startswith("[31m") for block in outside for line in block.splitlines())


def test_every_format_holds_every_finding(bad_report: AuditReport) -> None:
    """Text and Markdown name each check; JSON has all there is, and says what format it is in."""
    document = json.loads(render_audit(bad_report, AuditFormat.JSON))
    assert document["format"] == "schemactl-audit/1"
    assert [f["id"] for f in document["findings"]] == [f.id for f in bad_report.findings]
    for form in (AuditFormat.TEXT, AuditFormat.MARKDOWN):
        text = render_audit(bad_report, form)
        assert all(f.id in text and f.why.split()[0] in text for f in bad_report.findings)
    with pytest.raises(UsageError, match="cannot be written as 'sql'"):
        render_audit(bad_report, "sql")


def test_the_command_answers_with_its_exit_code(bad: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Findings above a note are exit code 2, a database that cannot be reached is 1, wrong usage 64."""
    assert main.run(["audit", "--database-url", bad, "--schemas", "public", "--format", "json"]) == ExitCode.DIFFERENCES
    assert json.loads(capfd.readouterr().out)["healthy"] is False
    assert main.run(["audit", "--database-url", "host=/nowhere dbname=x"]) == ExitCode.ERROR
    assert main.run(["audit", "--database-url", bad, "--format", "sql"]) == ExitCode.USAGE


def test_only_notes_are_healthy(bad_report: AuditReport) -> None:
    """What decides the exit code is whether anything above a note was found."""
    notes = [f for f in bad_report.findings if f.level is Level.NOTE]
    assert notes
    assert bad_report.healthy is False
    assert AuditReport(
        database="shop", login="ann", observed_at=bad_report.observed_at, schemas=(), sections=()
    ).healthy
