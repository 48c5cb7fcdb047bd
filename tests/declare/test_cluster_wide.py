"""Commands that act on the whole server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from schemactl import Role, Sql
from schemactl.declare.cluster_wide import cluster_wide, may_be_cluster_wide
from schemactl.declare.materialise import materialise
from schemactl.declare.sql_files import load_sql
from schemactl.declare.target import collect
from schemactl.errors import DeclarationError
from schemactl.model.diagnostic import Level
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer
from tests.declare.conftest import Database

if TYPE_CHECKING:
    from sqlalchemy import MetaData

BEYOND = [
    ("CREATE ROLE app NOLOGIN", "CREATE ROLE", "app"),
    ("create user \"App's own\" password 'sesame'", "CREATE USER", "App's own"),
    ("CREATE /* a */ GROUP -- b\n Readers", "CREATE GROUP", "readers"),
    ("ALTER ROLE app SET search_path = app", "ALTER ROLE", ""),
    ("DROP USER app", "DROP USER", ""),
    ("CREATE DATABASE shop", "CREATE DATABASE", ""),
    ("ALTER DATABASE shop SET timezone = 'UTC'", "ALTER DATABASE", ""),
    ("DROP DATABASE shop", "DROP DATABASE", ""),
    ("CREATE TABLESPACE fast LOCATION '/fast'", "CREATE TABLESPACE", ""),
    ("ALTER SYSTEM SET work_mem = '1GB'", "ALTER SYSTEM", ""),
    ("GRANT owners TO app", "GRANT of a role", ""),
    ('REVOKE ADMIN OPTION FOR "on" FROM app', "REVOKE of a role", ""),
    ("GRANT CONNECT ON DATABASE shop TO app", "GRANT ON DATABASE", ""),
    ("GRANT SET ON PARAMETER work_mem TO app", "GRANT ON PARAMETER", ""),
    ("COMMENT ON DATABASE shop IS 'x'", "COMMENT ON DATABASE", ""),
    ("SECURITY LABEL FOR p ON ROLE app IS 'x'", "SECURITY LABEL ON ROLE", ""),
    ("REASSIGN OWNED BY app TO boss", "REASSIGN OWNED", ""),
    ("DROP OWNED BY app", "DROP OWNED", ""),
]
WITHIN = [
    "CREATE USER MAPPING FOR app SERVER s",
    "GRANT SELECT (a), UPDATE ON TABLE t TO app",
    "REVOKE GRANT OPTION FOR ALL ON t FROM app",
    "GRANT SELECT ON role TO app",
    'GRANT SELECT ON "database" TO app',
    "ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO public",
    "COMMENT ON TABLE role IS 'CREATE ROLE app'",
    "SECURITY LABEL ON TABLE t IS 'x'",
    "CREATE TABLE role (database int)",
]


@pytest.mark.parametrize(("command", "words", "role"), BEYOND, ids=[row[0] for row in BEYOND])
def test_a_command_beyond_the_database_is_known(command: str, words: str, role: str) -> None:
    """By its first words, whatever stands between them; a role it makes by its name."""
    found = cluster_wide(command)
    assert found is not None
    assert (found.words, found.role) == (words, role)


@pytest.mark.parametrize("command", WITHIN)
def test_a_command_within_the_database_is_none(command: str) -> None:
    """Names and texts are no commands."""
    assert cluster_wide(command) is None


@pytest.mark.parametrize("command", [row[0] for row in BEYOND if "/*" not in row[0]])
def test_the_quick_look_finds_them_too(command: str) -> None:
    """It may find too much, but not too little."""
    assert may_be_cluster_wide(command.encode())


def test_they_are_left_out_of_files_and_said(tmp_path: Path) -> None:
    """The role is expected to exist; for each command there is a remark with its line."""
    (tmp_path / "a.sql").write_text("CREATE ROLE app;\n\nALTER DATABASE shop SET a.b = 'c';\nCREATE TABLE t (a int);\n")
    files = load_sql(tmp_path / "a.sql")
    assert files.roles == ("app",)
    assert [declaration.commands for declaration in files.declarations] == [("CREATE TABLE t (a int)",)]
    assert [(one.level, one.source and one.source.line) for one in files.diagnostics] == [
        (Level.NOTE, 1),
        (Level.WARNING, 3),
    ]


def test_they_are_refused_in_python(metadata: MetaData) -> None:
    """There is a word for roles, and none for the rest."""
    Sql("role", metadata, "CREATE ROLE app")
    with pytest.raises(DeclarationError, match="CREATE ROLE acts on the whole server") as refusal:
        collect([metadata])
    assert "Role(" in refusal.value.hint


@pytest.mark.parametrize("name", ["public", "PUBLIC", "Current_User"])
def test_a_role_named_like_everybody_is_refused(metadata: MetaData, name: str) -> None:
    """A grant to it would be one to everybody."""
    with pytest.raises(DeclarationError, match=f"a role named {name} cannot be declared"):
        Role(name, metadata)


@pytest.mark.parametrize("options", ["", " WITH (enabled = false)", " WITH (connect = true)"])
def test_a_subscription_that_would_call_is_refused(tmp_path: Path, options: str) -> None:
    """Otherwise a slot would stay on the publisher."""
    (tmp_path / "a.sql").write_text(f"CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p{options};")
    with pytest.raises(DeclarationError, match="would call the publisher") as refusal:
        load_sql(tmp_path / "a.sql")
    assert "connect = false" in refusal.value.hint


@pytest.fixture
def block(tmp_path: Path) -> Callable[[str], Path]:
    """Write a file with a DO block in it."""

    def write(body: str) -> Path:
        (tmp_path / "block.sql").write_text(
            f"CREATE TABLE t (a int);\nDO $$ BEGIN {body} END $$;\nCREATE TABLE u (a int);\n"
        )
        return tmp_path / "block.sql"

    return write


def _roles(database: Database) -> set[str]:
    return {row[0] for row in database.rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'part_e%'")}


@pytest.mark.parametrize(
    "body",
    [
        "IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'part_e') THEN CREATE ROLE part_e SUPERUSER; END IF;",
        "CREATE ROLE part_e SUPERUSER; EXCEPTION WHEN duplicate_object THEN NULL;",
    ],
)
def test_roles_made_by_blocks_are_made_by_us(database: Database, block: Callable[[str], Path], body: str) -> None:
    """So that they can go again, and log in or do as little as all roles there."""
    asked: list[str] = []

    def make(names: object) -> None:
        assert isinstance(names, list)
        asked.extend(names)
        with connect(database.conninfo) as connection:
            connection.execute("CREATE ROLE part_e NOLOGIN")

    try:
        materialise(load_sql(block(body)).declarations, database.connection, make)
        assert asked == ["part_e"]
        assert not database.value("SELECT rolsuper FROM pg_roles WHERE rolname = 'part_e'")
        assert database.value("SELECT to_regclass('public.t') IS NOT NULL AND to_regclass('public.u') IS NOT NULL")
    finally:
        database.run("DROP ROLE IF EXISTS part_e")


@pytest.mark.parametrize(
    "body",
    [
        "ALTER ROLE CURRENT_USER SET work_mem = '1MB';",
        "EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '1MB');",
        "EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'x');",
        "GRANT pg_monitor TO pg_signal_backend;",
        "CREATE ROLE part_e;",
        "IF to_regrole('part_e') IS NULL THEN CREATE ROLE part_e; END IF; ALTER ROLE part_e SET work_mem = '1MB';",
    ],
)
def test_blocks_that_do_more_are_refused_and_undone(
    database: Database, block: Callable[[str], Path], body: str, server: ScratchServer
) -> None:
    """With their line; nothing stays on the server."""
    before = database.rows("SELECT * FROM pg_db_role_setting"), _roles(database)
    try:
        with pytest.raises(DeclarationError, match="belong to the whole server") as refusal:
            materialise(load_sql(block(body)).declarations, database.connection, server.ensure_roles)
        assert refusal.value.source is not None
        assert refusal.value.source.line == 2
        assert database.rows("SELECT * FROM pg_db_role_setting") == before[0]
    finally:
        database.run("DROP ROLE IF EXISTS part_e")


def test_an_ordinary_block_is_run_once(database: Database, block: Callable[[str], Path], server: ScratchServer) -> None:
    """Also inside the file's own transaction."""
    file = block("INSERT INTO public.t VALUES (1);")
    file.write_text(f"BEGIN;\n{file.read_text()}COMMIT;\n")
    materialise(load_sql(file).declarations, database.connection, server.ensure_roles)
    assert database.value("SELECT count(*) FROM public.t") == 1


def test_a_mistake_in_a_block_has_its_line(database: Database, tmp_path: Path, server: ScratchServer) -> None:
    """As PostgreSQL says it."""
    (tmp_path / "a.sql").write_text("DO $$\nBEGIN\n  PERFORM nothing_here();\nEND $$;\n")
    with pytest.raises(DeclarationError, match="nothing_here") as refusal:
        materialise(load_sql(tmp_path / "a.sql").declarations, database.connection, server.ensure_roles)
    assert isinstance(refusal.value.__context__, psycopg.Error | None)
