"""Two readers with rows in every table, and what it takes to call a function the way the application does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import TupleRow

from schemactl.postgres.connect import connect
from schemactl.pytest_plugin.database import acting_as

Connection = psycopg.Connection[TupleRow]

ONE_READER = Path(__file__).with_name("one_reader.sql")


def key(digit: str, number: str) -> str:
    """Return an id of the reader whose ids begin with a digit."""
    return f"{digit}0000000-0000-4000-8000-{number:>012}"


ANNA, BEN = key("a", "1"), key("b", "1")
SEA, MAPS, SAILING = key("a", "b001"), key("a", "b002"), key("a", "b003")
REAL_VECTORS = """
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_proc JOIN pg_catalog.pg_language ON pg_language.oid = prolang
    WHERE proname = 'cosine_distance' AND lanname = 'c'
)
"""
QUERY = "[" + ",".join(["1", *["0"] * 767]) + "]"


speaking_as = acting_as
"""The plugin's way to act as a role: here within the transaction of the test."""


@pytest.fixture(scope="module")
def two_readers(declared: str) -> Iterator[Connection]:
    """Return a superuser's session on the declared database with two readers and fresh views, never committed."""
    with connect(declared, autocommit=False) as connection:
        # Sessions of the tool have it off, so that a query it would filter is an error.
        connection.execute("SET row_security = on")
        for digit in "ab":
            connection.execute(ONE_READER.read_text(encoding="utf-8").replace("x0000000", f"{digit}0000000").encode())
        connection.execute(
            "INSERT INTO public.feature_flags (name, enabled, rollout_percentage, user_whitelist)"
            " VALUES ('memory_graph', true, 0, ARRAY[%s, %s]::uuid[]), ('off', false, 100, '{}'),"
            " ('for_all', true, 100, '{}')",
            [ANNA, BEN],
        )
        connection.execute("SELECT public.refresh_all_analytics_views()")
        yield connection
        connection.rollback()


@pytest.fixture
def database(two_readers: Connection) -> Iterator[Connection]:
    """Return the session at a point it goes back to afterwards."""
    with two_readers.transaction(force_rollback=True):
        yield two_readers


def call(database: Connection, function: str, arguments: str) -> list[tuple[Any, ...]]:
    """Return the rows of a call; skip the test where it compares vectors and the server has only a stand-in."""
    if function == "get_similar_memories" and not value(database, REAL_VECTORS):
        pytest.skip("needs pgvector itself")
    return database.execute(f"SELECT * FROM public.{function}({arguments})".encode()).fetchall()


def value(database: Connection, query: str) -> Any:
    """Return the only value of a query."""
    row = database.execute(query.encode()).fetchone()
    return row[0] if row else None


def contents(database: Connection) -> dict[str, str]:
    """Return a checksum of every table but the one that notes when views were refreshed: nobody's rows."""
    tables = database.execute(
        "SELECT oid::regclass::text FROM pg_catalog.pg_class"
        " WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'chat', 'auth')"
        " AND relname <> 'analytics_refreshes' ORDER BY 1"
    ).fetchall()
    return {
        table: value(database, f"SELECT md5(coalesce(string_agg(t::text, '/' ORDER BY t::text), '')) FROM {table} AS t")
        for (table,) in tables
    }


def traces(database: Connection, user: str) -> dict[str, int]:
    """Return how many rows of each relation hold an id of a user, in whatever column."""
    relations = database.execute(
        "SELECT oid::regclass::text FROM pg_catalog.pg_class"
        " WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text IN ('public', 'chat', 'auth', 'quarantine')"
    ).fetchall()
    digit = user[0]
    found = {
        relation: value(database, f"SELECT count(*) FROM {relation} AS r WHERE r::text LIKE '%{digit}0000000%'")
        for (relation,) in relations
    }
    return {relation: rows for relation, rows in found.items() if rows}
