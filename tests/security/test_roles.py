"""The logins that `schemactl roles` makes can do their work, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from schemactl import pipeline
from schemactl.errors import SchemactlError
from schemactl.postgres.connect import connect
from schemactl.postgres.lexer import split_statements
from schemactl.render.roles import RoleNames, roles_script
from schemactl.scratch.server import ScratchServer, scratch_database
from schemactl.settings import Settings

GRANT = """GRANT CREATE ON SCHEMA public TO "app's owner";"""
DESIRED = f"CREATE TABLE public.books (id bigint PRIMARY KEY, title text NOT NULL); {GRANT}"


@pytest.fixture
def live(server: ScratchServer) -> Iterator[tuple[RoleNames, str]]:
    """Make the roles on the server, with hostile names, and a database whose table belongs to their owner."""
    with scratch_database(server, "roles") as name, connect(server.conninfo(name)) as connection:
        names = RoleNames(database=name, owner="app's owner", reader='re"ader', applier="applier", scratch="scr atch")
        made = (names.reader, names.applier, names.scratch, names.owner)
        try:
            for _ in range(2):
                for command in split_statements(roles_script(names)):
                    connection.execute(command.text.encode())
            connection.execute(b"CREATE TABLE public.books (id integer PRIMARY KEY, title text)")
            connection.execute(b"INSERT INTO public.books VALUES (1, 'one'), (2, 'two')")
            connection.execute(b'ALTER TABLE public.books OWNER TO "app\'s owner"')
            connection.execute(GRANT.encode())
            yield names, server.conninfo(name)
        finally:
            for role in made:
                quoted = '"' + role.replace('"', '""') + '"'
                connection.execute(f"DROP OWNED BY {quoted} CASCADE".encode())
            for role in made:
                quoted = '"' + role.replace('"', '""') + '"'
                connection.execute(f"DROP ROLE {quoted}".encode())


def test_one_reads_and_one_applies(live: tuple[RoleNames, str], tmp_path: Path) -> None:
    """The reader sees what differs and can change nothing; the applier makes it so, as the owner and no superuser."""
    names, conninfo = live
    desired, settings = tmp_path / "desired.sql", Settings(schemas=frozenset({"public"}))
    desired.write_text(DESIRED, encoding="utf-8")
    reading, applying = (make_conninfo(conninfo, user=user) for user in (names.reader, names.applier))
    assert pipeline.drift(reading, str(desired), settings, lambda _: None).changes
    plan = pipeline.diff(reading, str(desired), settings, lambda _: None)
    for login, refused in ((reading, True), (applying, False)):
        request = pipeline.ApplyRequest(
            live=login, desired="", plan=plan, confirm=lambda _: True, on_event=lambda _: None
        )
        if refused:
            with pytest.raises(SchemactlError):
                pipeline.apply(request, settings, lambda _: None)
        else:
            _, report = pipeline.apply(request, settings, lambda _: None)
            assert report is not None
            assert report.verified
    with connect(reading) as connection:
        assert connection.execute(b"SELECT count(*) FROM public.books").fetchone() == (2,)
        with pytest.raises(psycopg.Error):
            connection.execute(b"DELETE FROM public.books")
    with connect(conninfo) as connection:
        row = connection.execute(b"SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'schemactl'")
        assert row.fetchone() == (names.owner,)


def test_the_script_is_printed_and_connects_to_nothing() -> None:
    """Names are quoted, whatever they hold; an empty one is refused."""
    command = [sys.executable, "-m", "schemactl", "roles", "app db", "--owner", "o'r"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 'GRANT CONNECT ON DATABASE "app db" TO schemactl_reader;' in result.stdout
    assert 'GRANT "o\'r" TO schemactl_applier;' in result.stdout
    assert result.stderr == ""
    refused = subprocess.run([*command[:-1], ""], capture_output=True, text=True, check=False)
    assert refused.returncode == 64
    assert refused.stderr.startswith("error: ")
