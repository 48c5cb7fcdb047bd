"""Desired states with mistakes in them: each is named with its file and line."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Write = Callable[[str, str], Path]

_numbers = itertools.count()

HEAD = "from sqlalchemy import Column, Integer, MetaData, Table\nimport schemactl\nmetadata = MetaData()\n"


@pytest.fixture
def live(write: Write) -> Path:
    """Return a live side that needs no server: the mistakes are in the desired one."""
    return write("live.sql", "")


def package(write: Write, text: str) -> str:
    """Write a package with one module, `tables`, and return the package's name."""
    name = f"shop_{next(_numbers)}"
    write(f"{name}/__init__.py", "")
    write(f"{name}/tables.py", text)
    return name


@pytest.mark.parametrize(
    "mistake",
    [
        ("x = 1\ndef broken(:\n", 2, "syntax error"),
        ("x = 1\n\nimport no_such_library\n", 3, "No module named 'no_such_library'"),
        ("x = 1\nraise SystemExit(0)\n", 2, "SystemExit"),
        (HEAD + "Table('t', metadata, Column('a', Integer, schemactl.NoSuchThing))\n", 4, "NoSuchThing"),
        (HEAD + "Table('t', metadata, Column('a', Integer, server_default='seven'))\n", 4, "invalid input syntax"),
        (
            HEAD + "Table('t', metadata, Column('a', Integer),\n    schemactl.Policy('p', using='b > 1'))\n",
            5,
            'column "b" does not exist',
        ),
        (
            HEAD + "schemactl.Function('f', metadata, sql='''\nCREATE FUNCTION public.f() RETURNS int\n"
            "LANGUAGE sql AS 'SELEKT 1'\n''')\n",
            4,
            'syntax error at or near "SELEKT"',
        ),
        (HEAD + "schemactl.Extension('no_such_extension', metadata)\n", 4, "no_such_extension"),
    ],
    ids=["syntax", "import", "exit", "attribute", "default", "policy", "function", "extension"],
)
@pytest.mark.parametrize("command", ["diff", "check"])
def test_a_mistake_in_a_module_has_its_file_and_line(
    run: Run, write: Write, live: Path, command: str, mistake: tuple[str, int, str]
) -> None:
    """Python's mistakes and those only PostgreSQL sees, whichever command meets them."""
    text, line, words = mistake
    name = package(write, text)
    outcome = run(command, *(("--live", live) if command == "diff" else ()), "--desired", name)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"error: {name}/tables.py:{line}: ")
    assert outcome.says(words, "hint: ")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("no_such_package", "there is no module no_such_package"),
        ("no such package", "'no such package' is no target"),
        ("PACKAGE.tables:no_such_name", "has no no_such_name"),
        ("PACKAGE.no_such_module:metadata", "no_such_module"),
        ("PACKAGE.tables:Table", "Table"),
        (":metadata", "is no target"),
        ("", "nothing says what the database should look like"),
    ],
)
def test_a_target_that_is_not_there_is_named(run: Run, write: Write, live: Path, target: str, words: str) -> None:
    """A misspelt name is a mistake, not an empty database."""
    name = package(write, HEAD)
    outcome = run("diff", "--live", live, "--desired", target.replace("PACKAGE", name))
    assert outcome.code in {1, 64}
    assert outcome.out == ""
    assert outcome.says(words.replace("PACKAGE", name))


@pytest.mark.parametrize(
    "mistake",
    [
        ("CREATE TABLE a (b integer);\n\nCREATE TABLE c (d inteher);\n", 3, 'type "inteher" does not exist'),
        ("CREATE TABLE a (b integer);\nCREATE EXTENSION no_such_extension;\n", 2, "no_such_extension"),
        ("CREATE TABLE a (\n  b integer,\n  b integer\n);\n", 1, 'column "b" specified more than once'),
        ("-- one\nCREATE TABLE a (\n  b integer)\n  nonsense;\n", 4, 'syntax error at or near "nonsense"'),
        ("CREATE TABLE a (b integer);\n\\connect other\n", 2, "is a command for psql"),
        ("CREATE TABLE a (b integer);\nCOPY a FROM stdin;\n1\n\\.\n", 2, "COPY moves rows"),
        ("CREATE TABLE a (b text DEFAULT 'unclosed);\n", 1, "unterminated quoted string"),
        ("CREATE TABLE a (b integer);\n/* unclosed\nCREATE TABLE c (d integer);\n", 2, "unterminated /* comment"),
    ],
)
def test_a_mistake_in_an_sql_file_has_its_line(
    run: Run, write: Write, live: Path, mistake: tuple[str, int, str]
) -> None:
    """With what PostgreSQL says about it."""
    text, line, words = mistake
    outcome = run("diff", "--live", live, "--desired", write("want.sql", text))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"error: want.sql:{line}: ")
    assert outcome.says(words)


def test_a_mistake_in_the_live_sql_has_its_line_too(run: Run, write: Write) -> None:
    """Both sides are read the same way."""
    live, want = write("live.sql", "SELEKT;"), write("want.sql", "")
    assert run("diff", "--live", live, "--desired", want).err.startswith("error: live.sql:1: ")


def test_files_that_cannot_be_read_are_named(run: Run, live: Path) -> None:
    """Missing, of another encoding, or a directory."""
    assert run("diff", "--live", live, "--desired", "no.sql").says("cannot read no.sql")
    live.with_name("latin.sql").write_bytes(b"-- \xe9\n")
    assert run("diff", "--live", live, "--desired", "latin.sql").says("latin.sql", "not UTF-8")
    live.with_name("folder.sql").mkdir()
    assert run("diff", "--live", "folder.sql", "--desired", live).code == 64


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("moonbase", "cannot read the platform 'moonbase'"),
        ("broken.sql", 'refuses the platform\'s SQL at line 2: syntax error at or near "TABEL"'),
    ],
)
def test_a_mistake_in_the_platform_is_named(run: Run, write: Write, live: Path, platform: str, words: str) -> None:
    """It is run before the declarations and is the user's file as well."""
    write("broken.sql", "CREATE SCHEMA auth;\nCREATE TABEL auth.users ();\n")
    name = package(write, HEAD + "Table('t', metadata, Column('a', Integer))\n")
    write("pyproject.toml", f'[tool.schemactl]\ntarget = "{name}"\nplatform = "{platform}"\n')
    outcome = run("diff", "--live", live)
    assert outcome.code in {1, 64}
    assert outcome.says(words)
    assert not outcome.says("should not have happened")


@pytest.mark.parametrize("side", ["--live", "--desired"])
@pytest.mark.parametrize(
    "file",
    [
        ("", "it is not JSON"),
        ("{}", "its format is not schemactl-snapshot/1"),
        ('{"format": "schemactl-snapshot/1"}', "it has no checksum"),
        ('{"format": "schemactl-snapshot/1", "sha256": "0"}', "its checksum does not match"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_snapshot_file_that_is_none_is_refused(
    run: Run, write: Write, live: Path, side: str, file: tuple[str, str]
) -> None:
    """On either side."""
    text, words = file
    broken = write("broken.snapshot", text)
    other = "--desired" if side == "--live" else "--live"
    outcome = run("diff", side, broken, other, live)
    assert (outcome.code, outcome.out) == (64, "")
    assert outcome.says(words, "schemactl snapshot --out")


def test_a_snapshot_stands_for_its_database(
    run: Run, write: Write, new_database: Callable[[str], str], folder: Path
) -> None:
    """A job without any way into the live database compares with the file."""
    sql = "CREATE TABLE public.books (id integer PRIMARY KEY, title text DEFAULT 'none');"
    live = new_database(sql)
    assert run("snapshot", "--database-url", live, "--out", "live.snapshot").code == 0
    assert run("diff", "--live", "live.snapshot", "--desired", write("want.sql", sql)).code == 0
    assert run("drift", "--live", "live.snapshot", "--desired", "want.sql").code == 0
    text = (folder / "live.snapshot").read_text(encoding="utf-8")
    (folder / "live.snapshot").write_text(text.replace("books", "looks"), encoding="utf-8")
    assert run("diff", "--live", "live.snapshot", "--desired", "want.sql").code == 64


def test_a_given_scratch_server_says_what_our_own_says(run: Run, write: Write, database: str) -> None:
    """The databases made there carry a comment, which is nobody's declaration."""
    want = write("want.sql", "CREATE TABLE public.books (id integer PRIMARY KEY);")
    outcome = run("diff", "--live", want, "--desired", want, "--scratch", url_of(database))
    assert (outcome.code, outcome.err) == (0, "")


def url_of(conninfo: str) -> str:
    """Return the URL for keywords."""
    from psycopg.conninfo import conninfo_to_dict

    parts = {name: str(value) for name, value in conninfo_to_dict(conninfo).items()}
    query = "&".join(f"{name}={value}" for name, value in parts.items())
    return f"postgresql://?{query}"


def test_a_schema_nobody_has_is_pointed_out(run: Run, write: Write) -> None:
    """A misspelt name manages nothing, and nothing is always in sync."""
    live, want = write("live.sql", ""), write("want.sql", "CREATE TABLE public.t (a integer);")
    assert "schema pubic is" in run("diff", "--live", live, "--desired", want, "--schemas", "pubic").out


def test_an_edited_module_is_read_again(spawn: Run, write: Write, live: Path) -> None:
    """What is kept from one run to the next is kept only while nothing changed, however small and quick the change."""
    name = package(write, HEAD + "Table('one', metadata, Column('a', Integer))\n")
    arguments = ("diff", "--live", live, "--desired", name, "--format", "sql")
    assert "CREATE TABLE public.one" in spawn(*arguments).out
    write(f"{name}/tables.py", HEAD + "Table('two', metadata, Column('a', Integer))\n")
    assert "CREATE TABLE public.two" in spawn(*arguments).out
    write(f"{name}/more.py", "raise RuntimeError('new')\n")
    assert spawn(*arguments).err.startswith(f"error: {name}/more.py:1: ")


@pytest.mark.parametrize("command", [("docs",), ("types", "--language", "python")], ids=lambda words: words[0])
def test_schemas_that_nothing_declares_are_named(run: Run, write: Write, command: tuple[str, ...]) -> None:
    """A slip of the pen would give an empty document."""
    outcome = run(*command, "--desired", write("desired.sql", "CREATE TABLE public.t ();"), "--schemas", "pubic")
    assert (outcome.code, outcome.out) == (64, "")
    assert outcome.says("the declared state has no schema pubic", "--schemas")
