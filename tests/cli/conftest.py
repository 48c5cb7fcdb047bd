"""Command lines as a user gives them, run in this process or in one of their own, and what they printed.

Whatever is run, two things must hold and are checked here once for all: no traceback, and no password anywhere.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.cli import main
from schemactl.postgres.connect import connect
from schemactl.scratch import embedded
from schemactl.scratch.server import open_scratch

PASSWORD = "canary+pa55/w@rd"
"""The password of every login that has one. Its parts must not show either."""

SECRETS = (PASSWORD, "canary", "pa55", "w@rd", "w%40rd")

_OURS = ("SCHEMACTL_", "PG", "DATABASE_URL", "NO_COLOR", "FORCE_COLOR")
_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command line left: its exit code and both channels."""

    code: int
    out: str
    err: str

    def says(self, *words: str) -> bool:
        """Return whether the error channel holds all of these; line breaks do not count."""
        return all(word in " ".join(self.err.split()) for word in words)


def checked(code: int, out: str, err: str) -> Outcome:
    """Return an outcome, having made sure of what must hold for all of them."""
    for channel in (out, err):
        assert "Traceback" not in channel, channel
        assert not [secret for secret in SECRETS if secret in channel], channel
    assert (code in {0, 2, 5, 130}) or err.startswith(("error: ", "Usage: ")), (code, err)
    return Outcome(code=code, out=out, err=err)


Run = Callable[..., Outcome]
"""Runs one command line."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in an empty directory, without the settings of whoever runs the tests, and leave no module behind."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(_OURS) and not name.startswith(("SCHEMACTL_TEST_", "SCHEMACTL_CACHE")):
            monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    known = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - known:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]
    for file in tmp_path.rglob("*"):
        if file.is_file() and file.name != "pyproject.toml":
            assert not [s for s in SECRETS if s.encode() in file.read_bytes()], file


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a runner of command lines in this process."""

    def run_here(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        code = main.run([str(argument) for argument in arguments])
        return checked(code, *capfd.readouterr())

    return run_here


@contextlib.contextmanager
def started(*arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command line in a process of its own, which is gone afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "schemactl", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | environment,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str]) -> Outcome:
    """Return what a process left, when it has ended."""
    out, err = process.communicate(timeout=_SECONDS)
    return checked(process.returncode, out, err)


@pytest.fixture
def spawn() -> Run:
    """Return a runner of command lines in processes of their own; keywords are more environment."""

    def run_there(*arguments: str | Path, **environment: str) -> Outcome:
        with started(*arguments, **environment) as process:
            return ended(process)

    return run_there


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], Path]:
    """Return a writer of files in the working directory."""

    def write_file(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def login() -> Iterator[Callable[[str], str]]:
    """Return a maker of logins without any right, for a database; they go with what they own at the end of the test."""
    made: dict[str, str] = {}

    def make(conninfo: str) -> str:
        name = f"login_{os.getpid()}_{len(made)}"
        with connect(conninfo) as connection:
            connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'".encode())
        made[name] = conninfo
        return make_conninfo(conninfo, user=name, password=PASSWORD)

    yield make
    for name, conninfo in made.items():
        with connect(conninfo) as connection:
            connection.execute(f"DROP OWNED BY {name}; DROP ROLE {name}".encode())


@pytest.fixture(scope="session")
def guarded() -> Iterator[str]:
    """Return a connection string, without password, of a server that lets in over TCP only who has one."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    with contextlib.ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(embedded, "_PORT", port)
            patch.setitem(embedded._SETTINGS, "port", port)
            patch.setitem(embedded._SETTINGS, "listen_addresses", "127.0.0.1")
            inside = stack.enter_context(open_scratch("embedded")).conninfo("postgres")
        with connect(inside) as connection:
            rules = connection.execute("SHOW hba_file").fetchone()
            assert rules is not None
            Path(rules[0]).write_text(
                "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n", encoding="ascii"
            )
            connection.execute(f"CREATE ROLE deployer LOGIN SUPERUSER PASSWORD '{PASSWORD}'".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield f"host=127.0.0.1 port={port} user=deployer dbname=postgres"
