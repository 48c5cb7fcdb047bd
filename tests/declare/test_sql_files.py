"""Plain SQL files as desired state."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from schemactl import Sql
from schemactl.declare.sql_files import holds_remarkable, load_sql
from schemactl.errors import DeclarationError
from tests.declare.conftest import Database

if TYPE_CHECKING:
    from sqlalchemy import MetaData


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write SQL files below the working directory; return the folder."""
    monkeypatch.chdir(tmp_path)

    def files(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / f"{name}.sql").write_text(textwrap.dedent(text).lstrip("\n"))
        return tmp_path

    return files


def test_hand_written_file(database: Database, write: Callable[..., Path]) -> None:
    """Unqualified names mean public, commands run in order, and the session's settings survive."""
    folder = write(
        a="""
        BEGIN;
        CREATE TABLE users (id int PRIMARY KEY, name text DEFAULT ';');  -- people
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT count(*)::int FROM users; $$;
        COMMIT;
        CREATE INDEX CONCURRENTLY users_name ON users (name);
        """
    )
    database.create(load_sql(folder / "a.sql"))
    assert database.value("SELECT 'public.users'::regclass IS NOT NULL AND 'public.users_name'::regclass IS NOT NULL")
    assert database.value("SHOW search_path") == ""


def test_folder_of_files(database: Database, write: Callable[..., Path]) -> None:
    """The files of a folder run in the order of their names."""
    database.create(load_sql(write(b="ALTER TABLE t ADD b int;", a="CREATE TABLE t (a int);")))
    assert database.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attnum > 0") == 2


def test_file_by_pg_dump(new_database: Callable[[], Database], tmp_path: Path) -> None:
    """What pg_dump wrote comes back equal, with its lines for psql."""
    first, second = new_database(), new_database()
    first.run(
        "CREATE SCHEMA chat",
        "CREATE TABLE chat.a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text CHECK (t <> E'\\\\\\n''$$'))",
        "CREATE VIEW public.v AS SELECT 1 AS one",
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$",
    )
    text = "\\restrict abc\n" + first.dump() + "\n\\unrestrict abc\n"
    (tmp_path / "dump.sql").write_text(text)
    second.create(load_sql(tmp_path / "dump.sql"))
    assert second.dump() == first.dump()


def test_mistake_has_its_line(database: Database, write: Callable[..., Path]) -> None:
    """A refused command is reported at the line of the error, and nothing after it runs."""
    folder = write(
        a="""
        -- comment
        CREATE TABLE a (
          id int,
          other no_such_type
        );
        CREATE TABLE b (id int);
        """
    )
    with pytest.raises(DeclarationError, match="no_such_type") as refusal:
        database.create(load_sql(folder / "a.sql"))
    assert str(refusal.value.source) == "a.sql:4"
    assert database.value("SELECT to_regclass('public.b')") is None


def test_mistake_inside_a_transaction(database: Database, write: Callable[..., Path]) -> None:
    """A refusal inside the file's own transaction leaves a session that can be used."""
    folder = write(a="BEGIN;\nCREATE TABLE a (id int);\nCREATE TABLE a (id int);\nCOMMIT;")
    with pytest.raises(DeclarationError, match="already exists") as refusal:
        database.create(load_sql(folder / "a.sql"))
    assert str(refusal.value.source) == "a.sql:3"
    assert database.value("SHOW search_path") == ""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("SELECT 1;\n\\connect other\nSELECT 2;", 2, "\\\\connect is a command for psql"),
        ("\\restrict x\n\\i other.sql\nSELECT 1;", 2, "\\\\i is a command for psql"),
    ],
)
def test_commands_for_psql_are_refused(write: Callable[..., Path], text: str, line: int, message: str) -> None:
    """A line only psql understands is refused, not skipped."""
    folder = write(a=text)
    with pytest.raises(DeclarationError, match=message) as refusal:
        load_sql(folder / "a.sql")
    assert refusal.value.source is not None
    assert refusal.value.source.line == line


@pytest.mark.parametrize("name", ["missing.sql", "empty"])
def test_nothing_to_read(tmp_path: Path, name: str) -> None:
    """A missing file and a folder without files are refused."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(DeclarationError) as refusal:
        load_sql(tmp_path / name)
    assert refusal.value.hint


def test_rows_are_refused(write: Callable[..., Path]) -> None:
    """A file with rows in it, as pg_dump writes them without --schema-only, is refused at the COPY."""
    folder = write(a="CREATE TABLE a (id int);\nCOPY a FROM stdin;\n1\n\\.\n")
    with pytest.raises(DeclarationError, match="COPY") as refusal:
        load_sql(folder / "a.sql")
    assert str(refusal.value.source) == "a.sql:2"
    assert "--schema-only" in refusal.value.hint


def test_rows_smuggled_past_the_files_end_the_session(database: Database, metadata: MetaData) -> None:
    """COPY in a declaration is refused; its half-open session is closed and not left hanging."""
    Sql("rows", metadata, "COPY pg_catalog.pg_class TO STDOUT")
    with pytest.raises(DeclarationError, match="COPY"):
        database.create_all(metadata)
    assert database.connection.closed


def test_rows_of_commands_are_remarked_upon(write: Callable[..., Path]) -> None:
    """INSERT and its like run on the scratch server, where later commands may need them, and mean nothing to a plan."""
    text = "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nCREATE VIEW update AS SELECT 1;\n delete from a;\n"
    file = write(a=text) / "a.sql"
    remarks = load_sql(file).diagnostics
    assert [(remark.code, remark.source and remark.source.line) for remark in remarks] == [
        ("rows-not-managed", 2),
        ("rows-not-managed", 4),
    ]
    assert holds_remarkable(file.read_bytes())
    assert not holds_remarkable(b"CREATE TABLE updates (id int);")


def test_a_file_that_ends_inside_its_transaction_is_refused(database: Database, write: Callable[..., Path]) -> None:
    """Nothing of it would stay, and everything would seem to be undeclared."""
    folder = write(a="BEGIN;\nCREATE TABLE a (id int);\n")
    with pytest.raises(DeclarationError, match="ends inside a transaction") as refusal:
        database.create(load_sql(folder / "a.sql"))
    assert str(refusal.value.source) == "a.sql:2"
    assert database.value("SHOW search_path") == ""


def test_a_zero_byte_is_refused(write: Callable[..., Path]) -> None:
    """PostgreSQL would read no further, without a word."""
    folder = write(a="CREATE TABLE a (id int);\n\0CREATE TABLE b (id int);\n")
    with pytest.raises(DeclarationError, match="zero byte") as refusal:
        load_sql(folder / "a.sql")
    assert str(refusal.value.source) == "a.sql:2"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_files_of_windows_are_read(database: Database, tmp_path: Path, encoding: str) -> None:
    """A byte order mark and carriage returns mean nothing."""
    (tmp_path / "a.sql").write_bytes("CREATE TABLE ä (\r\n  id int\r\n);\r\nSELECT 1;\r\n".encode(encoding))
    database.create(load_sql(tmp_path / "a.sql"))
    assert database.value("SELECT to_regclass('public.ä') IS NOT NULL")
