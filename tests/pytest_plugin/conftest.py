"""Projects like those of users, and a small database."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from schemactl.pytest_plugin.database import DeclaredDatabase
from schemactl.scratch.server import ScratchServer
from tests.fixtures.databases import NewDatabase
from tests.fixtures.main_job import ROOT, url_of


@pytest.fixture
def project(server: ScratchServer, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return an empty project whose scratch server is the one all tests share, to be run in this process or another."""
    monkeypatch.setenv("SCHEMACTL_SCRATCH", url_of(server))
    # Hypothesis is imported at the end of every run, which takes longer than the run.
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:hypothesispytest")
    for name in ("PYTEST_XDIST_WORKER", "DATABASE_URL", "SCHEMACTL_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return pytester


@pytest.fixture
def installed(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.Pytester:
    """Return a project to be run in a process of its own, in which pytest finds the plugin by itself."""
    paths = [str(ROOT / "tool")]
    if not entry_points(group="pytest11", name="schemactl"):
        paths.insert(0, str(_metadata(tmp_path / "installed")))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    return project


@pytest.fixture
def small(new_database: NewDatabase) -> Iterator[DeclaredDatabase]:
    """Return a database with one table that only the role `authenticated` may use, each reader for the own rows."""
    conninfo = new_database("""
        CREATE TABLE public.notes (owner text NOT NULL DEFAULT current_setting('request.jwt.claim.sub'), content text);
        ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON public.notes TO authenticated
            USING (owner = current_setting('request.jwt.claims')::jsonb ->> 'sub');
        GRANT SELECT, INSERT ON public.notes TO authenticated;
        """)
    database = DeclaredDatabase(conninfo)
    yield database
    database.close()


def _metadata(directory: Path) -> Path:
    """Write what an installation of this package tells about its entry points."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    folder = directory / "schemactl-0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: schemactl\nVersion: 0\n", encoding="utf-8")
    lines = [f"[{group}]\n" + "".join(f"{n} = {v}\n" for n, v in names.items()) for group, names in declared.items()]
    (folder / "entry_points.txt").write_text("".join(lines), encoding="utf-8")
    return directory
