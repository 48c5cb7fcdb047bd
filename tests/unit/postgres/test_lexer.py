"""Commands of an SQL text: where each begins and ends, whatever stands inside."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemactl.demo.legacy import build_legacy
from schemactl.postgres.connect import connect
from schemactl.postgres.lexer import split_statements
from schemactl.scratch.installation import find_pg_dump
from schemactl.scratch.server import ScratchServer, scratch_database

ATOMIC = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END"


@pytest.mark.parametrize(
    ("sql", "commands"),
    [
        ("", []),
        (" \n\t", []),
        (";;; ;", []),
        ("-- nothing", []),
        ("/* nothing */", []),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT 1;", ["SELECT 1"]),
        ("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("SELECT 1;SELECT 2;", ["SELECT 1", "SELECT 2"]),
        ("-- a; b\nSELECT 1; -- c; d\n", ["SELECT 1"]),
        ("SELECT 1 -- a; b\n;", ["SELECT 1 -- a; b"]),
        ("SELECT /* a; b */ 1;", ["SELECT /* a; b */ 1"]),
        ("SELECT /* a /* b; */ c; */ 1;", ["SELECT /* a /* b; */ c; */ 1"]),
        ("SELECT 1 /* never closed; SELECT 2;", ["SELECT 1 /* never closed; SELECT 2;"]),
        ("SELECT 1; /* a /* b */ SELECT 2;", ["SELECT 1", "/* a /* b */ SELECT 2;"]),
        ("SELECT '1;'; SELECT 2", ["SELECT '1;'", "SELECT 2"]),
        ("SELECT 'a''b;'; SELECT 2", ["SELECT 'a''b;'", "SELECT 2"]),
        (r"SELECT 'a\'; SELECT 2", [r"SELECT 'a\'", "SELECT 2"]),
        (r"SELECT E'a\';'; SELECT 2", [r"SELECT E'a\';'", "SELECT 2"]),
        (r"SELECT e'\\'; SELECT 2", [r"SELECT e'\\'", "SELECT 2"]),
        ("SELECT U&'a\\;'; SELECT 2", ["SELECT U&'a\\;'", "SELECT 2"]),
        ("SELECT name'a;'; SELECT 2", ["SELECT name'a;'", "SELECT 2"]),
        ("SELECT 'never closed; SELECT 2", ["SELECT 'never closed; SELECT 2"]),
        ('SELECT ";" FROM "a"";b"; SELECT 2', ['SELECT ";" FROM "a"";b"', "SELECT 2"]),
        (r'SELECT "\"; SELECT 2', [r'SELECT "\"', "SELECT 2"]),
        ("SELECT $$a;b$$; SELECT 2", ["SELECT $$a;b$$", "SELECT 2"]),
        ("SELECT $a$b;$b$;$$;$a$; SELECT 2", ["SELECT $a$b;$b$;$$;$a$", "SELECT 2"]),
        ("SELECT $ä$b;$ä$; SELECT 2", ["SELECT $ä$b;$ä$", "SELECT 2"]),
        ("SELECT $1;SELECT 2", ["SELECT $1", "SELECT 2"]),
        ("SELECT a$$;SELECT 2", ["SELECT a$$", "SELECT 2"]),
        ("SELECT $a b;SELECT 2", ["SELECT $a b", "SELECT 2"]),
        ("SELECT $$never closed; SELECT 2", ["SELECT $$never closed; SELECT 2"]),
        ("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3", None),
        ("SELECT 1); SELECT 2", ["SELECT 1)", "SELECT 2"]),
        (f"{ATOMIC}; SELECT 2", [ATOMIC, "SELECT 2"]),
        (f"{ATOMIC.replace('FUNCTION', 'OR REPLACE PROCEDURE')}; SELECT 2", None),
        ("BEGIN; SELECT CASE WHEN true THEN 1 END; END;", ["BEGIN", "SELECT CASE WHEN true THEN 1 END", "END"]),
        ("CREATE TABLE begin (a int); SELECT 2", ["CREATE TABLE begin (a int)", "SELECT 2"]),
        ("CREATE TRIGGER t EXECUTE FUNCTION f(); SELECT 2", ["CREATE TRIGGER t EXECUTE FUNCTION f()", "SELECT 2"]),
        ("SELECT 1 - -1; SELECT 2--3\n;", ["SELECT 1 - -1", "SELECT 2--3"]),
    ],
)  # fmt: skip
def test_commands_end_where_psql_ends_them(sql: str, commands: list[str] | None) -> None:
    """A semicolon counts outside of quotes, comments, parentheses and bodies; None stands for "before the last"."""
    expected = commands if commands is not None else [part.strip() for part in sql.rsplit(";", 1)]
    assert [command.text for command in split_statements(sql)] == expected


def test_every_command_knows_its_line() -> None:
    """That of its first word, comments before it left out."""
    sql = "\n-- one\nSELECT 1;\n\n/* two\nlines */ SELECT\n2; SELECT 3;\n"
    assert [(command.line, command.text) for command in split_statements(sql)] == [
        (3, "SELECT 1"),
        (6, "SELECT\n2"),
        (7, "SELECT 3"),
    ]


PIECES = [
    *("'", "''", '"', "--", "\n", "/*", "*/", "$$", "$a$", "$", ";", "(", ")", "\\", "E'", "U&'", " ", "\t"),
    *("a", "1", "ü", "begin", "end", "case", "create function", "create or replace procedure", "atomic", "书"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30)
_SILENT = re.compile(r"\s+|;|--[^\n]*")


def is_silent(text: str) -> bool:
    """Return whether a text holds nothing but blanks, semicolons and comments."""
    position = 0
    while position < len(text):
        match = _SILENT.match(text, position)
        if match:
            position = match.end()
        elif text.startswith("/*", position):
            position = end_of_comment(text, position)
        else:
            return False
    return True


def end_of_comment(text: str, position: int) -> int:
    """Return where the comment that begins here ends."""
    depth = 0
    for edge in re.finditer(r"/\*|\*/", text[position:]):
        depth += 1 if edge.group() == "/*" else -1
        if not depth:
            return position + edge.end()
    return len(text)


@settings(max_examples=400, deadline=None)
@given(sql=TEXTS)
@example(sql="a/*/**/;b")
def test_nothing_is_lost_between_commands(sql: str) -> None:
    """Each command is found in the text where it says it is, and between two of them is nothing that does anything."""
    end = 0
    for command in split_statements(sql):
        assert command.offset >= end
        assert is_silent(sql[end : command.offset])
        end = command.offset + len(command.text)
        assert sql[command.offset : end] == command.text
        assert command.line == 1 + sql.count("\n", 0, command.offset)
        assert command.text.strip() == command.text.lstrip() != ""
    assert is_silent(sql[end:])


@settings(max_examples=400, deadline=None)
@given(sql=TEXTS)
def test_a_command_is_one_command(sql: str) -> None:
    """Splitting it again gives itself."""
    for command in split_statements(sql):
        assert [again.text for again in split_statements(command.text)] == [command.text]


@given(texts=st.lists(st.sampled_from(["SELECT 1", "SELECT ';'", "SELECT $$;$$", "SELECT (1)", ATOMIC]), max_size=6))
def test_whole_commands_can_be_joined_and_split_again(texts: list[str]) -> None:
    """What one writes, the other reads."""
    assert [command.text for command in split_statements(";\n".join(texts))] == texts


@pytest.fixture(scope="module")
def legacy_dump(server: ScratchServer) -> str:
    """Return pg_dump's text of the legacy database: 53 functions in three languages."""
    with scratch_database(server, "legacy") as name:
        with connect(server.conninfo(name)) as connection:
            build_legacy(connection, scale=0.01)
            connection.execute(f"CREATE SCHEMA atomic; {ATOMIC.replace('f()', 'atomic.f()')}".encode())
        command = [find_pg_dump(), "--schema-only", "--no-password", "--dbname", server.conninfo(name)]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Psql's own commands, which pg_dump writes around the rest.
    return "\n".join(line for line in text.splitlines() if not line.startswith("\\"))


def test_every_command_of_a_dump_is_one_command_to_the_server(
    legacy_dump: str, new_database: Callable[[], str]
) -> None:
    """Prepared one by one, none is refused as two in one or as a part of one."""
    commands = split_statements(legacy_dump)
    assert len(commands) > 500
    with psycopg.connect(new_database(), autocommit=True) as connection:
        for command in commands:
            result = connection.pgconn.prepare(b"", command.text.encode())
            state = result.error_field(psycopg.pq.DiagnosticField.SQLSTATE)
            assert state != b"42601", (command.text, result.error_message.decode())


def test_psql_runs_as_many_commands_of_a_dump(
    legacy_dump: str, new_database: Callable[[], str], tmp_path: Path
) -> None:
    """Psql tells the time of every command it sends."""
    psql = find_pg_dump().with_name("psql")
    if not psql.exists():
        pytest.skip("there is no psql beside pg_dump")
    script = tmp_path / "dump.sql"
    script.write_text(legacy_dump, encoding="utf-8")
    command = [psql, "-X", "-q", "-c", r"\timing on", "-f", script, "-d", new_database()]
    output = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    assert len(re.findall(r"^Time: ", output, re.MULTILINE)) == len(split_statements(legacy_dump))
