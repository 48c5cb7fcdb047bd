"""The main job, on real servers, by the command line: a legacy database with rows reaches the declared schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemactl.cli.applying import read_plan
from schemactl.demo.checks import CACHES, MOVED, check_old_names, check_rows
from schemactl.demo.observe import Observation, observe_after, observe_before, observe_rows
from schemactl.postgres.connect import connect
from schemactl.scratch.embedded import embedded_server
from schemactl.scratch.installation import find_installations
from schemactl.scratch.server import ScratchServer
from tests.e2e.conftest import Command
from tests.fixtures.main_job import (
    ALLOWED,
    declared_database,
    differences,
    legacy_database,
    managed_entries,
    read_value,
    reordered,
    run_sql,
    url_of,
)

FOUND = find_installations()
OLDER = sorted({found.major for found in FOUND} - {FOUND[0].major})
WITHOUT_VECTOR = sorted(set(OLDER) - {found.major for found in FOUND if "vector" in found.extensions})
"""Where the extension is a stand-in, so that a server of another version is chosen for rehearsals."""

NOBODYS_ROWS = (
    "INSERT INTO public.action_cache (natural_language, action_schema, action_type) VALUES ('open', '{}', 'open')",
    "INSERT INTO public.performance_alerts (alert_type) VALUES ('slow_query')",
)
"""In tables where every row has an owner from now on: one that moves, and one that stays in its place."""


def observe(url: str, *, migrated: bool = False) -> Observation:
    """Return what a database holds."""
    with connect(url) as connection:
        return observe_after(connection) if migrated else observe_before(connection)


def require_rows_kept(before: Observation, url: str) -> None:
    """Make sure that files, rows, documents and metadata are where they must be."""
    with connect(url) as connection:
        old_names = observe_rows(connection, MOVED)
    findings = [*check_rows(before, observe(url, migrated=True)), check_old_names(before, old_names)]
    assert len(findings) == 6
    assert [finding for finding in findings if not finding.holds] == []


def require_settled(schemactl: Command, url: str) -> None:
    """Make sure that nothing is left to do, whoever asks."""
    again = schemactl("diff", "--live", url)
    assert (again.code, again.summary.split(" · ")[0]) == (0, "in sync"), again.output
    assert schemactl("apply", "--live", url, "--yes").summary == again.summary
    assert schemactl("drift", "--live", url).code == 0


def test_small_database_is_planned_and_applied_in_one_go(schemactl: Command, server: ScratchServer) -> None:
    """`apply` alone takes a small legacy database to the declared schema, with every row kept or set aside."""
    with legacy_database(server, scale=0.2) as url:
        before = observe(url)
        run_sql(url, *NOBODYS_ROWS)
        applied = schemactl("apply", "--live", url, "--yes", *ALLOWED)
        assert applied.code == 0, applied.errors
        assert "the live database is as declared" in applied.output
        require_rows_kept(before, url)
        for table in ("action_cache", "performance_alerts"):
            assert read_value(url, f"SELECT count(*) FROM quarantine.{table}") == 1
        require_settled(schemactl, url)


def test_reviewed_plan_is_applied(schemactl: Command, server: ScratchServer, tmp_path: Path) -> None:
    """A plan saved by `diff`, once what it loses is allowed by name, leads to what the declarations alone build."""
    plan = tmp_path / "plan.json"
    with legacy_database(server, scale=1) as url:
        before, entries = observe(url), managed_entries(url)
        planned = schemactl("diff", "--live", url, "--out", str(plan))
        assert (planned.code, planned.errors) == (2, "")
        assert managed_entries(url) == entries

        refused = schemactl("apply", "--live", url, "--yes", "--plan", str(plan))
        assert refused.code == 3
        assert all(f"SC101:{table}" in refused.errors for table in CACHES)
        assert observe(url) == before

        applied = schemactl("apply", "--live", url, "--yes", "--plan", str(plan), *ALLOWED)
        assert applied.code == 0, applied.errors
        require_rows_kept(before, url)
        require_settled(schemactl, url)
        end_old_names(schemactl, url)
        require_as_declared(server, url, plan)
        require_settled(schemactl, url)


def end_old_names(schemactl: Command, url: str) -> None:
    """Take the old names away."""
    ended = schemactl("apply", "--live", url, "--yes", "--phase", "contract")
    assert ended.code == 0, ended.errors


def require_as_declared(server: ScratchServer, url: str, plan: Path) -> None:
    """Make sure that pg_dump prints the same as for a database made by the declarations; other orders are reported."""
    with declared_database(server) as name:
        migrated, declared = managed_entries(url), managed_entries(server.conninfo(name))
    assert len(declared) > 600
    assert differences(migrated, declared) == []
    notes = {str(note.address) for note in read_plan(plan).diagnostics if note.code == "column-order"}
    assert {f"table {table}" for table in reordered(migrated, declared)} == notes


@contextmanager
def server_of(major: int) -> Iterator[ScratchServer]:
    """Run a live server of a major version, with stand-ins for the extensions it lacks."""
    with embedded_server(major) as running:
        assert running.version // 10000 == major
        yield running


@pytest.mark.parametrize("major", OLDER)
def test_older_server_is_migrated_too(
    schemactl: Command, major: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same job passes on the older versions of PostgreSQL, with a scratch server of the same version."""
    plan = tmp_path / "plan.json"
    with server_of(major) as server, legacy_database(server, scale=0.2) as url:
        monkeypatch.setenv("SCHEMACTL_SCRATCH", url_of(server))
        before = observe(url)
        assert schemactl("diff", "--live", url, "--out", str(plan)).code == 2
        applied = schemactl("apply", "--live", url, "--yes", "--plan", str(plan), *ALLOWED)
        assert applied.code == 0, applied.errors
        require_rows_kept(before, url)
        require_settled(schemactl, url)
        end_old_names(schemactl, url)
        require_as_declared(server, url, plan)
        require_settled(schemactl, url)


@pytest.mark.parametrize("major", WITHOUT_VECTOR)
def test_newer_scratch_server_will_do(schemactl: Command, major: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job passes with the scratch server that is chosen for an older version, be it the newest."""
    monkeypatch.delenv("SCHEMACTL_SCRATCH", raising=False)
    with server_of(major) as server, legacy_database(server, scale=0.001) as url:
        before = observe(url)
        applied = schemactl("apply", "--live", url, "--yes", *ALLOWED)
        assert applied.code == 0, applied.errors
        require_rows_kept(before, url)
        assert schemactl("diff", "--live", url).code == 0
