"""A scratch server with the platform's roles, and databases that are linted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.rows import TupleRow

from schemactl.demo.legacy import build_legacy, platform_sql
from schemactl.lint.run import lint_database
from schemactl.model.diagnostic import Diagnostic
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, database_name, open_scratch, scratch_database

Lint = Callable[[str], tuple[Diagnostic, ...]]
Connection = psycopg.Connection[TupleRow]


@pytest.fixture(scope="session")
def server() -> Iterator[ScratchServer]:
    """Return one scratch server for the session."""
    with open_scratch("embedded") as scratch:
        yield scratch


@pytest.fixture(scope="session")
def platform(server: ScratchServer) -> Iterator[str]:
    """Return the name of a database with nothing but the platform: roles, auth.uid(), default privileges."""
    with scratch_database(server, "platform") as name:
        with connect(server.conninfo(name)) as connection:
            connection.execute(platform_sql().encode())
        yield name


@pytest.fixture(scope="session")
def linted(server: ScratchServer, platform: str) -> Callable[..., Iterator[Connection]]:
    """Return a context manager: a session in a copy of the platform's database after some commands ran there."""

    @contextmanager
    def database(sql: str) -> Iterator[Connection]:
        name = database_name("lint")
        server.create_database(name, template=platform)
        try:
            with connect(server.conninfo(name)) as connection:
                connection.execute("SET check_function_bodies = off")
                connection.execute(sql.encode())
                yield connection
        finally:
            server.drop_database(name)

    return database


@pytest.fixture(scope="session")
def lint(linted: Callable[[str], Iterator[Connection]]) -> Lint:
    """Return the findings in public after some commands ran on top of the platform."""

    def run(sql: str) -> tuple[Diagnostic, ...]:
        with linted(sql) as connection:
            return lint_database(connection, ["public"])

    return run


@pytest.fixture(scope="session")
def legacy(server: ScratchServer) -> tuple[Diagnostic, ...]:
    """Return the findings in the legacy database."""
    with scratch_database(server, "legacy") as name, connect(server.conninfo(name)) as connection:
        build_legacy(connection, scale=0.01)
        return lint_database(connection, ["public"])
