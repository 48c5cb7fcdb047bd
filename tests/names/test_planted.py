"""What a role with few rights leaves in the live database for whoever administers it: none of it runs, none hides.

The names and functions are those by which other tools were made to run commands: an operator in `public`, a trigger and
an enum label that end their quotes, line ends in names that comments repeat (CVE-2012-0868, CVE-2025-8715), psql's own
commands in names and bodies (CVE-2025-8714), escapes for terminals, markup for a pull request's comment.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from markdown_it import MarkdownIt

from schemactl import pipeline
from schemactl.cli.main import run
from schemactl.model.plan import Plan
from schemactl.postgres.connect import connect
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier, literal
from schemactl.render.audit import render_audit
from schemactl.render.formats import render_checks, render_drift, render_plan
from schemactl.scratch.installation import find_pg_dump
from schemactl.scratch.server import ScratchServer, scratch_database
from schemactl.settings import Settings
from tests.fixtures.main_job import url_of
from tests.names.kinds import scripts

LOW = f"low_{os.getpid()}"
NAMES = (
    f'x" ON app.t;ALTER ROLE {LOW} SUPERUSER;--',
    "b'); CREATE TABLE pwned();--|</details>\n\\! touch owned\n\x1b[2J`<b>",
)
"""Each is planted as the name of one of every kind the role may make."""

TRAPS = """
CREATE SEQUENCE public.calls;
GRANT ALL ON SEQUENCE public.calls TO PUBLIC;
CREATE TABLE public.kept (id integer);
CREATE FUNCTION public.trap(name, name) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> {low} THEN PERFORM nextval('public.calls'); END IF;
    RETURN 'trapped';
END $$;
CREATE FUNCTION public.trap(text, name) RETURNS text LANGUAGE sql AS 'SELECT public.trap($2, $2)';
CREATE FUNCTION public.quote_ident(name) RETURNS text LANGUAGE sql AS 'SELECT public.trap($1, $1)';
CREATE FUNCTION public.lower(name) RETURNS text LANGUAGE sql AS 'SELECT public.trap($1, $1)';
CREATE OPERATOR public.|| (FUNCTION = public.trap, LEFTARG = name, RIGHTARG = name);
CREATE OPERATOR public.|| (FUNCTION = public.trap, LEFTARG = text, RIGHTARG = name);
CREATE VIEW public.bait AS SELECT public.trap(datname, datname) AS a FROM pg_catalog.pg_database;
CREATE TABLE public.watched (a integer, b text DEFAULT public.trap('a', 'b'));
INSERT INTO public.watched VALUES (1);
ALTER TABLE public.watched ADD CHECK (public.trap('a', 'b') IS NOT NULL) NOT VALID;
"""
"""A sequence counts calls, because no rollback takes that back."""

_OURS = re.compile(
    r"<!-- schemactl[ a-z]*-->|<details>\n<summary>(SQL, [0-9]+ statements|Definitions)</summary>|</details>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A live database with plants, the database it should become, and their server."""

    server: ScratchServer
    database: str
    desired: Path
    settings: Settings

    @property
    def url(self) -> str:
        """Return where the live database is."""
        return url_of(self.server, self.database)

    def assert_nothing_ran(self, folder: Path) -> None:
        """Look for what the payloads would have left."""
        with connect(self.url) as connection:
            query = "SELECT is_called FROM public.calls UNION ALL SELECT rolsuper FROM pg_roles WHERE rolname = %s"
            assert connection.execute(query, [LOW]).fetchall() == [(False,), (False,)]
            assert connection.execute("SELECT FROM pg_class WHERE relname = 'pwned'").fetchall() == []
        assert not (folder / "owned").exists()


@pytest.fixture
def planted(server: ScratchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Planted]:
    """A database in which a role made all it may make, under every name."""
    monkeypatch.chdir(tmp_path)
    with contextlib.ExitStack() as stack:
        server.ensure_roles([LOW])
        stack.callback(_forget, server)
        name = stack.enter_context(scratch_database(server, "planted"))
        with connect(server.conninfo(name)) as connection:
            database = identifier(name)
            connection.execute(f"GRANT CREATE ON DATABASE {database} TO {LOW}; GRANT CREATE ON SCHEMA public TO {LOW}")
            connection.execute(f"SET ROLE {LOW}")
            connection.execute(TRAPS.format(low=literal(LOW)).encode())
            for hostile in NAMES:
                _plant(connection, hostile)
        desired = tmp_path / "desired.sql"
        desired.write_text("CREATE TABLE public.kept (id integer, b text); CREATE SEQUENCE public.calls;", "utf-8")
        yield Planted(server=server, database=name, desired=desired, settings=Settings(root=tmp_path))


def _plant(connection: psycopg.Connection, hostile: str) -> None:
    """Make what the role may make; schemas of earlier names serve this one as well."""
    for script in scripts(hostile, LOW, connection.info.server_version // 10000):
        for command in split_statements(script):
            with contextlib.suppress(psycopg.Error):
                connection.execute(command.text.encode())


def _forget(server: ScratchServer) -> None:
    with connect(server.conninfo("postgres")) as connection:
        connection.execute(f"DROP ROLE {LOW}")


def _plan(planted: Planted) -> Plan:
    return pipeline.diff(planted.url, str(planted.desired), planted.settings, lambda _: None)


def test_no_report_about_plants_is_broken(planted: Planted, tmp_path: Path) -> None:
    """Every form of every report can be read by what it is meant for, and shows all it holds."""
    plan = _plan(planted)
    drift = pipeline.drift(planted.url, str(planted.desired), planted.settings, lambda _: None)
    audit = pipeline.audit(planted.url, planted.settings, lambda _: None)
    forms: dict[str, Callable[[str], str]] = {
        "plan": lambda form: render_plan(plan, form),
        "drift": lambda form: render_drift(drift, form),
        "audit": lambda form: render_audit(audit, form),
        "checks": lambda form: render_checks(plan.diagnostics, form),
    }
    named = {statement.address.name for statement in plan.statements}
    assert all(any(hostile in name for name in named) for hostile in NAMES)
    for title, render in forms.items():
        json.loads(render("json"))
        for form in ("text", "json", "markdown"):
            hidden = {c for c in render(form) if not c.isprintable()}
            assert hidden <= {"\n", "\t"}, (title, form)
        blocks = MarkdownIt("commonmark").enable("table").parse(render("markdown"))
        inline = [child for block in blocks for child in block.children or ()]
        markup = [block.content.strip() for block in blocks if block.type == "html_block"]
        assert [html for html in markup if not _OURS.fullmatch(html)] == [], title
        assert [c.content for c in inline if c.type in {"html_inline", "link_open", "image"}] == [], title
    planted.assert_nothing_ran(tmp_path)


def test_the_script_does_the_same_in_psql_and_through_a_driver(planted: Planted, tmp_path: Path) -> None:
    """Psql finds none of its own commands in it, and both end where the plan says."""
    script = tmp_path / "plan.sql"
    script.write_text(render_plan(_plan(planted), "sql"), encoding="utf-8", newline="\n")
    psql = find_pg_dump().with_name("psql")
    if not psql.exists():
        pytest.skip("there is no psql beside pg_dump")
    with scratch_database(planted.server, "psql", template=planted.database) as copy:
        command = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script, "-d", planted.server.conninfo(copy)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert run(["diff", "--live", url_of(planted.server, copy), "--desired", str(planted.desired)]) == 0
    with connect(planted.server.conninfo(planted.database)) as connection:
        for statement in split_statements(script.read_text("utf-8")):
            connection.execute(statement.text.encode(), binary=True)
    assert run(["diff", "--live", planted.url, "--desired", str(planted.desired)]) == 0
    planted.assert_nothing_ran(tmp_path)


def test_a_superuser_who_cleans_up_runs_none_of_it(
    planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The apply that drops every plant succeeds, and is in sync afterwards."""
    allowed = [word for code in ("SC101", "SC102", "SC104", "SC107") for word in ("--allow", code)]
    arguments = ["--live", planted.url, "--desired", str(planted.desired)]
    assert run(["apply", *arguments, "--yes", *allowed]) == 0, capsys.readouterr()
    assert run(["drift", *arguments]) == 0
    shown = capsys.readouterr()
    assert {c for c in shown.out + shown.err if not c.isprintable()} <= {"\n", "\t"}
    planted.assert_nothing_ran(tmp_path)
