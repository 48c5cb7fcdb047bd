"""A small library to move: a table with everything that can hang on one, and its twin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import TupleRow

from schemactl.postgres.archive import take_snapshot
from schemactl.postgres.connect import connect
from schemactl.repartition.events import Event
from schemactl.repartition.run import Request, move_rows, swap_tables
from schemactl.scratch.installation import find_pg_dump
from schemactl.scratch.server import ScratchServer, database_name, scratch_database

SOURCE, TWIN = "public.books", "public.books_twin"
BOOKS = 2_500
BATCH = 1_000

Connection = psycopg.Connection[TupleRow]


@pytest.fixture(scope="session")
def shelf_template(server: ScratchServer) -> Iterator[str]:
    """Return a database to be copied."""
    name = database_name("shelf")
    server.create_database(name)
    with connect(server.conninfo(name)) as connection:
        connection.execute(Path(__file__).with_name("shelf.sql").read_bytes())
    yield name
    server.drop_database(name)


@pytest.fixture
def new_shelf(server: ScratchServer, shelf_template: str) -> Iterator[Callable[[], str]]:
    """Return a maker of copies; each is dropped at the end."""
    names: list[str] = []

    def make() -> str:
        names.append(database_name(f"shelf_{len(names)}"))
        server.create_database(names[-1], template=shelf_template)
        return server.conninfo(names[-1])

    yield make
    for name in names:
        server.drop_database(name)


@pytest.fixture
def shelf(new_shelf: Callable[[], str]) -> str:
    """Return the connection string of one copy."""
    return new_shelf()


@pytest.fixture
def session(shelf: str) -> Iterator[Connection]:
    """Return the application's session on it."""
    with connect(shelf) as connection:
        yield connection


@pytest.fixture
def blank(server: ScratchServer) -> Iterator[Connection]:
    """Return a session on an empty database."""
    with scratch_database(server, "blank") as name, connect(server.conninfo(name)) as connection:
        yield connection


def request(conninfo: str, on_event: Callable[[Event], None] = lambda _: None, **options: Any) -> Request:
    """Return what a run is asked for."""
    given = {"source": SOURCE, "twin": TWIN, "batch": BATCH, "lock_timeout": timedelta(milliseconds=100)} | options
    return Request(conninfo=conninfo, on_event=on_event, **given)


def swap(
    conninfo: str, on_event: Callable[[Event], None] = lambda _: None, *, recheck: bool = False, **options: Any
) -> str:
    """Swap the two tables."""
    asked = request(conninfo, on_event, **options)
    return swap_tables(asked, lambda: take_snapshot(conninfo, find_pg_dump()), recheck=recheck)


def move_and_swap(conninfo: str, on_event: Callable[[Event], None] = lambda _: None) -> None:
    """Do the whole of it."""
    move_rows(request(conninfo, on_event))
    swap(conninfo, on_event)


def contents(session: Connection, table: str) -> str:
    """Return a checksum of a table's rows, value by value."""
    return str(value(session, f"SELECT md5(string_agg(r::text, '/' ORDER BY id)) FROM {table} AS r"))


def value(session: Connection, query: str) -> Any:
    """Return the only value of a query."""
    row = session.execute(query.encode()).fetchone()
    return row[0] if row else None
