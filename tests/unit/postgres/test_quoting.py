"""Names and texts as SQL: what is written is read back by a real server as it was."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from psycopg.rows import TupleRow

from schemactl.postgres.connect import connect
from schemactl.postgres.keywords import RESERVED
from schemactl.postgres.quoting import MAX_IDENTIFIER_BYTES, aside, identifier, is_plain, literal, qualified, role
from schemactl.scratch.server import ScratchServer

Connection = psycopg.Connection[TupleRow]

LETTERS = st.characters(codec="utf-8", exclude_characters="\0")
NAMES = st.text(LETTERS, min_size=1, max_size=63).filter(lambda name: len(name.encode()) <= MAX_IDENTIFIER_BYTES)
NEARLY_SQL = st.lists(
    st.sampled_from(['"', "'", ";", "--", "/*", "$$", "\\", ".", " ", "a", "A", "table"]), min_size=1, max_size=12
)
"""At most 60 bytes: a name that is longer is cut."""
ODD = NAMES | NEARLY_SQL.map("".join) | st.sampled_from(sorted(RESERVED))


@pytest.fixture(scope="module")
def connection(server: ScratchServer) -> Iterator[Connection]:
    """Return a session that changes nothing."""
    with connect(server.conninfo("postgres")) as session:
        yield session


@settings(max_examples=200, deadline=None)
@given(name=ODD)
@example(name='a"; DROP TABLE x; --')
@example(name="ſelect")
@example(name="İ")
def test_a_name_reads_back_as_it_was(connection: Connection, name: str) -> None:
    """As a table, a column and a label, and taken apart by the server itself."""
    quoted = identifier(name)
    query = f"WITH {quoted} AS (SELECT 1 AS {quoted}) SELECT {quoted}.{quoted} FROM {quoted}"
    cursor = connection.execute(query.encode())
    assert cursor.description is not None
    assert cursor.description[0].name == name
    assert connection.execute("SELECT parse_ident(%s)", [quoted]).fetchone() == ([name],)


@settings(max_examples=60, deadline=None)
@given(schema=ODD, name=ODD)
def test_a_qualified_name_reads_back_as_its_parts(connection: Connection, schema: str, name: str) -> None:
    """Dots inside a part do not cut it."""
    row = connection.execute("SELECT parse_ident(%s)", [qualified(schema, name)]).fetchone()
    assert row == ([schema, name],)


def test_every_word_that_needs_quotes_is_known(connection: Connection) -> None:
    """The server's own list of key words; unreserved ones can stand everywhere as they are."""
    rows = connection.execute("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'").fetchall()
    assert {word for (word,) in rows} - RESERVED == set()


@pytest.mark.parametrize("word", ["table", "user", "between", "left", "int", "order", "all"])
def test_a_key_word_can_name_anything(connection: Connection, word: str) -> None:
    """A schema, a type, a table, a column, a function and its argument."""
    name = identifier(word)
    connection.execute(
        f"""BEGIN;
        CREATE SCHEMA {name};
        CREATE TYPE {name}.{name} AS ENUM ('a');
        CREATE TABLE {name}.holder ({name} {name}.{name});
        ALTER TABLE {name}.holder RENAME TO other;
        DROP TYPE {name}.{name} CASCADE;
        CREATE TABLE {name}.{name} ({name} integer);
        CREATE FUNCTION {name}.{name}({name} integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
        SELECT {name}.{name}({name}.{name}) FROM {name}.{name} AS {name};
        ROLLBACK""".encode()
    )


@pytest.mark.parametrize("name", ["", "a\0b", "\0"])
def test_what_can_be_no_name_is_refused(name: str) -> None:
    """It is a fault of ours to ask for it."""
    with pytest.raises(ValueError, match="not a PostgreSQL name"):
        identifier(name)


def test_names_are_quoted_only_where_they_must() -> None:
    """Plans are read by people."""
    assert identifier("user_books") == "user_books"
    assert identifier("User") == '"User"'
    assert qualified("", "books") == "books"
    assert (role(""), role("anon"), role("public")) == ("PUBLIC", "anon", "public")


@given(name=ODD)
def test_only_plain_words_are_plain(name: str) -> None:
    """A name that is handed on as it stands has nothing in it that could be misread."""
    if is_plain(name):
        assert identifier(name) == name
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
        assert name not in RESERVED


@settings(max_examples=200, deadline=None)
@given(text=st.text(LETTERS, max_size=40) | NEARLY_SQL.map("".join), standard=st.booleans())
@example(text="\\'; DROP TABLE x; --", standard=False)
def test_a_text_reads_back_as_it_was(connection: Connection, text: str, *, standard: bool) -> None:
    """Whatever the session thinks of backslashes."""
    connection.execute("SELECT set_config('standard_conforming_strings', %s, false)", [str(standard)])
    connection.execute("SELECT set_config('escape_string_warning', 'off', false)")
    row = connection.execute(f"SELECT{literal(text)}".encode()).fetchone()
    assert row == (text,)


def test_a_zero_byte_is_refused() -> None:
    """No text of PostgreSQL can hold one."""
    with pytest.raises(ValueError, match="zero byte"):
        literal("a\0b")


@given(name=NAMES, suffix=st.sampled_from(["old", "0123456789abcdef"]))
def test_a_name_that_steps_aside_still_fits(name: str, suffix: str) -> None:
    """The server would cut it, and two cut names may be the same."""
    moved = aside(name, suffix)
    assert len(moved.encode()) <= MAX_IDENTIFIER_BYTES
    assert moved.endswith(f"__{suffix}")
    assert name.startswith(moved.removesuffix(f"__{suffix}"))
