"""What the environment holds for the live database must not lead the tool's other connections astray."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.cli.conftest import Run

Write = Callable[[str, str], Path]


@pytest.fixture
def live(new_database: Callable[[str], str]) -> dict[str, str]:
    """Return the parameters of a live database with one table."""
    conninfo = new_database("CREATE TABLE public.only_live (id integer PRIMARY KEY);")
    return {name: str(value) for name, value in conninfo_to_dict(conninfo).items()}


@pytest.fixture
def want(write: Write) -> Path:
    """Return a desired state that has another table."""
    return write("want.sql", "CREATE TABLE public.wanted (id integer PRIMARY KEY);")


def test_libpqs_variables_name_the_live_database(
    run: Run, live: dict[str, str], want: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing else said, as for psql; the scratch server is still another one."""
    for name, variable in (("host", "PGHOST"), ("port", "PGPORT"), ("user", "PGUSER"), ("dbname", "PGDATABASE")):
        monkeypatch.setenv(variable, live[name])
    monkeypatch.setenv("PGPASSWORD", live.get("password", ""))
    outcome = run("diff", "--desired", want, "--format", "sql")
    assert outcome.code == 2
    assert "CREATE TABLE public.wanted" in outcome.out
    assert "DROP TABLE public.only_live" in outcome.out


def test_a_service_file_names_the_live_database_only(
    run: Run, live: dict[str, str], want: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Libpq lets a service win over its variables: a scratch database must not be looked for there."""
    service = "".join(f"{name}={value}\n" for name, value in live.items())
    monkeypatch.setenv("PGSERVICEFILE", str(write("service.conf", f"[live]\n{service}")))
    monkeypatch.setenv("PGSERVICE", "live")
    outcome = run("diff", "--desired", want, "--format", "sql")
    assert outcome.code == 2
    assert "CREATE TABLE public.wanted" in outcome.out


def test_an_address_in_the_environment_does_not_move_the_scratch_server(
    run: Run, live: dict[str, str], want: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Libpq lets an address win over a host: nothing listens at this one."""
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.2")
    monkeypatch.setenv("PGPORT", "1")
    url = " ".join(f"{name}={value}" for name, value in live.items())
    outcome = run("diff", "--live", url, "--desired", want, "--format", "sql")
    assert outcome.code == 2
    assert "CREATE TABLE public.wanted" in outcome.out


def test_a_service_that_is_not_there_is_named(run: Run, want: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In libpq's own words."""
    monkeypatch.setenv("PGSERVICE", "moon")
    outcome = run("diff", "--desired", want)
    assert outcome.code == 1
    assert outcome.says('service "moon" not found')


@pytest.mark.parametrize("value", ["soon", "-1", "99999999999999999999"])
def test_a_variable_that_makes_no_sense_is_an_error_like_any_other(
    run: Run, want: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Whatever the driver thinks of it."""
    monkeypatch.setenv("PGCONNECT_TIMEOUT", value)
    assert run("diff", "--live", "host=127.0.0.1 port=1", "--desired", want).code == 1


def test_colour_is_for_terminals(run: Run, want: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or for who asks for it; NO_COLOR wins."""
    arguments = ("diff", "--live", want.with_name("empty.sql"), "--desired", want)
    want.with_name("empty.sql").touch()
    assert "\x1b[" not in run(*arguments).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run(*arguments).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run(*arguments).out


def test_progress_is_for_terminals(run: Run, want: Path) -> None:
    """A job's log holds results and errors only."""
    assert run("diff", "--live", want, "--desired", want).err == ""


def test_sql_files_in_the_directory_are_not_the_live_database(run: Run, want: Path) -> None:
    """Only what is named is read: without any name, libpq's default server is meant."""
    outcome = run("diff", "--desired", want, "--database-url", "host=127.0.0.1 port=1")
    assert outcome.says("cannot connect")
    assert "in sync" not in run("diff", "--desired", want).out
