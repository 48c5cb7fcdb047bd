"""The plugin as its users meet it: in a project of their own, which pytest runs here or in a process of its own."""

from __future__ import annotations

import re

import pytest

from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer
from tests.fixtures.main_job import ROOT

SETTINGS = '[tool.schemactl]\ntarget = "declared"\n'
DECLARED = """
from sqlalchemy import Column, Integer, MetaData, Table

metadata = MetaData()
things = Table("things", metadata, Column("id", Integer, primary_key=True))
"""
TESTS = """
def test_first(declared_database, make):
    make("things", id=1)
    assert declared_database.rows("SELECT id FROM things") == [(1,)]

def test_second(declared_database):
    assert declared_database.rows("SELECT id FROM things") == []
"""
LOADING = """
from importlib import import_module

def pytest_configure(config):
    if not config.pluginmanager.has_plugin("schemactl"):
        config.pluginmanager.register(import_module("schemactl.pytest_plugin"), "schemactl")
"""


def databases(server: ScratchServer) -> set[str]:
    """Return all scratch databases."""
    with connect(server.conninfo("postgres")) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'schemactl%'").fetchall()
    return {row[0] for row in rows}


def write(project: pytest.Pytester, **files: str) -> None:
    """Write the files of a project: settings, declarations, tests, and what else is given."""
    usual = {"pyproject__toml": SETTINGS, "declared__py": DECLARED, "test_it__py": TESTS, "conftest__py": LOADING}
    for name, text in {**usual, **files}.items():
        (project.path / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_example_passes_where_schemactl_is_installed(
    installed: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project in `examples/pytest` runs as it stands, on a server started for it."""
    monkeypatch.delenv("SCHEMACTL_SCRATCH")
    for name in ("pyproject.toml", "notes.py", "test_notes.py"):
        (installed.path / name).write_bytes((ROOT / "examples" / "pytest" / name).read_bytes())
    installed.runpytest_subprocess().assert_outcomes(passed=2)


def test_every_process_of_xdist_has_its_own_template(installed: pytest.Pytester, server: ScratchServer) -> None:
    """Tests run in parallel, on databases whose names no two processes share; none is left."""
    before = databases(server)
    tests = "import os\n" + "".join(
        f"def test_{number}(declared_database, schemactl_template):\n"
        "    assert f'_{os.getpid()}_' in schemactl_template\n"
        "    assert f'_{os.getpid()}_' in declared_database.value('SELECT current_database()')\n"
        for number in range(4)
    )
    write(installed, test_it__py=tests, conftest__py="")
    installed.runpytest_subprocess("-n", "2").assert_outcomes(passed=4)
    assert databases(server) == before


def test_who_does_not_use_it_does_not_notice_it(installed: pytest.Pytester) -> None:
    """Nothing heavy is imported, no server is started and nothing is printed, even with settings that are wrong."""
    write(
        installed,
        pyproject__toml='[tool.schemactl]\nscratch = "nowhere"\nunknown = 1\n',
        test_it__py="import sys\n\ndef test_it(pytestconfig):\n"
        "    assert pytestconfig.pluginmanager.has_plugin('schemactl')\n"
        "    assert {'schemactl', 'schemactl.pytest_plugin'} == {m for m in sys.modules if m.startswith('schemactl')}\n"
        "    assert not {'sqlalchemy', 'psycopg', 'rich', 'typer'} & {*sys.modules}\n",
        conftest__py="",
    )
    done = installed.runpytest_subprocess("-W", "error", "-v")
    done.assert_outcomes(passed=1)
    assert [
        line for line in done.outlines if "schemactl" in line and not line.startswith(("plugins:", "rootdir:"))
    ] == []


def test_tests_do_not_see_each_others_rows_and_leave_nothing_behind(
    project: pytest.Pytester, server: ScratchServer
) -> None:
    """Each test has a database of its own; all are gone afterwards, the template included."""
    before = databases(server)
    write(project)
    project.runpytest_inprocess("-W", "error").assert_outcomes(passed=2)
    assert databases(server) == before


def test_one_process_builds_one_template(project: pytest.Pytester) -> None:
    """The declarations run once, however many tests there are, and nobody can be in the way of a copy."""
    write(
        project,
        test_it__py="import psycopg, pytest\nseen = set()\n"
        "@pytest.mark.parametrize('number', range(3))\n"
        "def test_it(number, declared_database, schemactl_template, schemactl_server):\n"
        "    seen.add(schemactl_template)\n"
        "    assert len(seen) == 1\n"
        "    with pytest.raises(psycopg.OperationalError, match='not currently accepting'):\n"
        "        psycopg.connect(schemactl_server.conninfo(schemactl_template))\n",
    )
    project.runpytest_inprocess().assert_outcomes(passed=3)


def test_a_session_left_open_does_not_keep_the_database(project: pytest.Pytester, server: ScratchServer) -> None:
    """A test that forgets a session in the middle of a transaction still leaves nothing behind."""
    before = databases(server)
    write(
        project,
        test_it__py="def test_it(declared_database):\n"
        "    global kept\n"
        "    kept = declared_database.connect(autocommit=False)\n"
        "    kept.execute('LOCK TABLE things')\n"
        "def test_next(declared_database):\n"
        "    assert kept.broken or not kept.close()\n",
    )
    project.runpytest_inprocess().assert_outcomes(passed=2)
    assert databases(server) == before


def test_a_row_that_cannot_be_made_is_shown_where_the_test_asked_for_it(project: pytest.Pytester) -> None:
    """The report ends in the user's own line, with what to do, and shows nothing of the factory's inside."""
    write(project, test_it__py='def test_it(make):\n    make("public.things", idea=1)\n')
    done = project.runpytest_inprocess()
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        ["*public.things has no column 'idea'", "*Did you mean 'id'?", "test_it.py:2: RowNotMade"]
    )
    done.stdout.no_fnmatch_line("*factory.py*")


def test_fixtures_can_be_overridden(project: pytest.Pytester) -> None:
    """A project chooses the target in its conftest, and opens databases of a wider scope."""
    write(
        project,
        pyproject__toml="[tool.schemactl]\n",
        other__sql="CREATE TABLE public.others (a integer NOT NULL);",
        conftest__py=LOADING + "import pytest\nfrom schemactl.pytest_plugin.database import open_database\n"
        "@pytest.fixture(scope='session')\ndef schemactl_target():\n    return 'other.sql'\n"
        "@pytest.fixture(scope='module')\ndef shared(schemactl_server, schemactl_template):\n"
        "    with open_database(schemactl_server, schemactl_template) as database:\n        yield database\n"
        "@pytest.fixture\ndef undone(shared):\n"
        "    with shared.connection.transaction(force_rollback=True):\n        yield shared\n",
        test_it__py="import pytest\n@pytest.mark.parametrize('number', range(2))\n"
        "def test_it(number, undone):\n"
        "    undone.make_many('public.others', 2)\n"
        "    assert undone.value('SELECT count(*) FROM others') == 2\n",
    )
    project.runpytest_inprocess().assert_outcomes(passed=2)


VIEW = 'from schemactl import View\nView("v", metadata, query="SELECT nothing FROM public.things")\n'
FAULTS = {
    "an error in a module": ({"declared__py": DECLARED + "\nboom\n"}, r"declared\.py:7: .*boom"),
    "a declaration PostgreSQL refuses": ({"declared__py": DECLARED + VIEW}, r'declared\.py:7: .*"nothing" does not'),
    "no target": ({"pyproject__toml": "[tool.schemactl]\n"}, r"nothing says what.*\n.*schemactl_target"),
    "an unknown setting": (
        {"pyproject__toml": SETTINGS + "colour = 1\n"},
        r"unknown setting 'colour'.*\nKnown settings",
    ),
    "a platform that is none": (
        {"pyproject__toml": SETTINGS + 'platform = "x"\n'},
        r"cannot read the platform 'x'.*\n.*supabase",
    ),
    "SQL of a platform that is wrong": (
        {"pyproject__toml": SETTINGS + 'platform = "p.sql"\n', "p__sql": "SELECT 1;\nSELECT nothing"},
        r"refuses the platform's SQL at line 2",
    ),
    "no server": (
        {"pyproject__toml": SETTINGS + 'scratch = "postgresql://nobody:secret@127.0.0.1:1/x"'},
        r"cannot connect to 127\.0\.0\.1",
    ),
    "no such kind of server": ({"pyproject__toml": SETTINGS + 'scratch = "cloud"'}, "no scratch server of the kind"),
    "the live server alone": ({"pyproject__toml": SETTINGS + 'scratch = "server"'}, "tests do not run there"),
}


@pytest.mark.parametrize(("files", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_it_says_plainly_that_there_is(
    project: pytest.Pytester,
    server: ScratchServer,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    message: str,
) -> None:
    """A test that cannot have a database fails, never skipped in silence; it says why and where, not how it came."""
    before = databases(server)
    if "scratch" in files.get("pyproject__toml", ""):
        monkeypatch.delenv("SCHEMACTL_SCRATCH")
    write(project, **files)
    done = project.runpytest_inprocess()
    done.assert_outcomes(errors=2)
    text = done.stdout.str()
    assert re.search(message, text), text
    assert not re.search(r"Traceback|During handling|direct cause|secret|^(E  |>  )", text, re.MULTILINE), text
    assert databases(server) == before
