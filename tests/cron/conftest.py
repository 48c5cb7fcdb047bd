"""A server with the real pg_cron, in a private directory, and the command line to change it with.

pg_cron has to be loaded when a server starts and serves one of its databases, so these tests start their own: Debian's
PostgreSQL 15 with the package postgresql-15-cron, which `.ci/run` installs. Jobs run as background workers and need no
password.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from schemactl.cli import main
from schemactl.postgres.connect import connect
from schemactl.scratch import copies, embedded, standins
from schemactl.scratch.account import server_account
from schemactl.scratch.cache import cached_directory
from schemactl.scratch.home import Home
from schemactl.scratch.installation import Installation, find_installations
from schemactl.scratch.template import Template

DATABASE = "live"
"""The database whose jobs are run."""

_SETTINGS = {
    "shared_preload_libraries": "pg_cron",
    "cron.database_name": DATABASE,
    "cron.use_background_workers": "on",
    "max_worker_processes": "20",
}
_numbers = itertools.count()


class CronServer:
    """A running server. Use the fixture `cron_server`, or `running` for one of your own."""

    def __init__(self, found: Installation, home: Home) -> None:
        self._installation = _with_both_kinds_of_extensions(found)
        self._home = home
        self._server = embedded.EmbeddedServer(found, home.path)
        template = Template(self._installation, server_account())
        if not template.unpack(home):
            template.create(home)
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in _SETTINGS.items():
                patch.setitem(embedded._SETTINGS, name, value)
            return embedded._start(self._installation, server_account(), self._home)

    def restart(self) -> None:
        """Stop and start it: pg_cron then runs jobs with the schedule ``@reboot``."""
        with connect(self.url()) as connection:
            connection.execute("CHECKPOINT")  # it is stopped at once, and commits without waiting for its disk
        self.stop()
        self._process = self._start()

    def stop(self) -> None:
        """End it."""
        embedded._stop(self._process)

    def url(self, login: str = "postgres", database: str = DATABASE) -> str:
        """Return the URL of a database for a login."""
        parts = conninfo_to_dict(self._server.conninfo(database))
        return f"postgresql://{login}@/{database}?host={parts['host']}&port={parts['port']}"


def _with_both_kinds_of_extensions(found: Installation) -> Installation:
    """Return a copy of the binaries with the real pg_cron, and stand-ins for the extensions that are missing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(standins, "_ALWAYS", frozenset())
        patch.setattr(copies, "cached_directory", lambda name, fill: cached_directory(f"{name}-with-cron", fill))
        return copies.startable(found, server_account())


def pg_cron_installed() -> Installation:
    """Return binaries with the real pg_cron; without any, a test is skipped on a laptop and fails in CI."""
    for found in find_installations():
        if found.major < copies._FIRST_WITH_CONTROL_PATH and "pg_cron" in found.extensions:
            return found
    reason = "needs pg_cron: apt-get install postgresql-15 postgresql-15-cron"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def running() -> Iterator[CronServer]:
    """Run a server with an empty database that has pg_cron, and remove all traces of it at the end."""
    found = pg_cron_installed()
    home = Home(server_account())
    try:
        server = CronServer(found, home)
        try:
            with connect(server.url(database="postgres")) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}".encode())
            yield server
        finally:
            server.stop()
    finally:
        home.remove()


@pytest.fixture(scope="session")
def cron_server() -> Iterator[CronServer]:
    """Return a server that all tests of a process share."""
    with running() as server:
        with connect(server.url()) as connection:
            connection.execute("CREATE ROLE deploy LOGIN; CREATE ROLE monitor LOGIN; CREATE ROLE stranger LOGIN")
            connection.execute("GRANT CREATE ON DATABASE live TO deploy")
            connection.execute("GRANT pg_read_all_data TO monitor")
        yield server


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a test looks at in a row of ``cron.job``."""

    number: int
    schedule: str
    command: str
    active: bool
    owner: str


@pytest.fixture
def live(cron_server: CronServer) -> str:
    """Return the URL of the database with pg_cron, without jobs and tables."""
    with connect(cron_server.url()) as connection:
        connection.execute("DROP EXTENSION IF EXISTS pg_cron; DROP SCHEMA IF EXISTS app, schemactl CASCADE")
        connection.execute("CREATE EXTENSION pg_cron WITH SCHEMA public; GRANT USAGE ON SCHEMA cron TO deploy")
        connection.execute("CREATE SCHEMA app AUTHORIZATION deploy")
    return cron_server.url()


def jobs(url: str) -> dict[str, Job]:
    """Return the jobs of a database by name."""
    with connect(url) as connection:
        rows = connection.execute("SELECT jobname, jobid, schedule, command, active, username FROM cron.job").fetchall()
    return {row[0]: Job(number=row[1], schedule=row[2], command=row[3], active=row[4], owner=row[5]) for row in rows}


def run_sql(url: str, *commands: str) -> None:
    """Run commands, each on its own."""
    with connect(url) as connection:
        for command in commands:
            connection.execute(command.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended."""

    code: int
    output: str
    errors: str


Command = Callable[..., Ran]


@pytest.fixture
def schemactl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a runner of command lines that no setting of whoever runs the tests reaches."""
    for name in ("SCHEMACTL_DATABASE_URL", "DATABASE_URL", "SCHEMACTL_SCRATCH"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = main.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err, captured.err
        return Ran(code=code, output=captured.out, errors=captured.err)

    return command


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return a writer of declarations for the schema ``app``: it returns the name of their package."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    (tmp_path / "pyproject.toml").write_text('[tool.schemactl]\nschemas = ["app"]\n', encoding="utf-8")

    def write(text: str) -> str:
        name = f"cron_declarations_{os.getpid()}_{next(_numbers)}"
        head = (
            "from sqlalchemy import Index, MetaData, text\n"
            "from schemactl import CronJob, Every, Extension, MaterializedView, Schema\n"
            "metadata = MetaData()\n"
            "Schema('app', metadata)\n"
        )
        (tmp_path / f"{name}.py").write_text(head + textwrap.dedent(text), encoding="utf-8")
        return name

    return write
