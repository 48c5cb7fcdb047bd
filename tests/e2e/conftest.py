"""The command line, run as `schemactl` runs it, and servers for it to work on."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.demo.legacy import platform_sql
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, open_scratch, scratch_database
from tests.fixtures.main_job import ROOT, declared_database, url_of

GIVEN = os.environ.get("SCHEMACTL_TEST_DATABASE_URL", "")
_URL_VARIABLES = ("SCHEMACTL_DATABASE_URL", "DATABASE_URL", "SCHEMACTL_SCRATCH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended."""

    code: int
    output: str
    errors: str

    @property
    def summary(self) -> str:
        """Return the first line of the result."""
        return self.output.partition("\n")[0]


Command = Callable[..., Ran]


@pytest.fixture
def schemactl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs one command line in this repository, where pyproject.toml names the target."""
    monkeypatch.chdir(ROOT)
    for name in _URL_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    if GIVEN:
        monkeypatch.setenv("SCHEMACTL_SCRATCH", GIVEN)

    def command(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Ran(code=code, output=captured.out, errors=captured.err)

    return command


@pytest.fixture(scope="session")
def server() -> Iterator[ScratchServer]:
    """A server for live databases, shared by all tests of a process."""
    with open_scratch(GIVEN or "embedded") as running:
        if GIVEN:
            make_roles(running)
        yield running


def make_roles(server: ScratchServer) -> None:
    """Make the platform's roles on a server that other test processes use at this moment for the same."""
    with connect(GIVEN) as connection, scratch_database(server, "roles") as name:
        connection.execute("SELECT pg_advisory_lock(1)")
        with connect(server.conninfo(name)) as session:
            session.execute(platform_sql().encode())


@pytest.fixture(scope="session")
def declared(server: ScratchServer) -> Iterator[str]:
    """The name of a database that is exactly as declared; tests take copies of it."""
    with declared_database(server) as name:
        yield name


@pytest.fixture
def live(server: ScratchServer, declared: str) -> Iterator[str]:
    """The URL of a live database that is exactly as declared, and may be changed."""
    with scratch_database(server, "live", template=declared) as name:
        yield url_of(server, name)


Declare = Callable[[str], str]
"""Writes a module and returns the target it declares."""

_modules = itertools.count()


@pytest.fixture
def declare(schemactl: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Return a writer of modules; the commands run beside them, where no settings of this repository are seen."""
    assert schemactl
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def write(text: str) -> str:
        name = f"declared_{next(_modules)}"
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        return f"{name}:metadata"

    return write
