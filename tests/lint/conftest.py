"""A scratch server with the platform's roles, and databases that are linted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest
from psycopg.rows import TupleRow

from schemactl.demo.legacy import build_legacy, platform_sql
from schemactl.lint.run import lint_database
from schemactl.model.diagnostic import Diagnostic
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, open_scratch, scratch_database

Lint = Callable[[str], tuple[Diagnostic, ...]]
Connection = psycopg.Connection[TupleRow]
Linted = Callable[[str], AbstractContextManager[Connection]]


@pytest.fixture(scope="session")
def server() -> Iterator[ScratchServer]:
    """Return one scratch server for the session."""
    with open_scratch("embedded") as scratch:
        yield scratch


@pytest.fixture(scope="session")
def platform(server: ScratchServer) -> Iterator[Connection]:
    """Return a session in a database with nothing but the platform: roles, auth.uid(), default privileges."""
    with scratch_database(server, "platform") as name, connect(server.conninfo(name)) as connection:
        connection.execute(platform_sql().encode())
        connection.execute("SET check_function_bodies = off")
        yield connection


@pytest.fixture(scope="session")
def linted(platform: Connection) -> Linted:
    """Return a context manager: the session after some commands ran there; they are taken back at the end."""

    @contextmanager
    def database(sql: str) -> Iterator[Connection]:
        with platform.transaction(force_rollback=True):
            platform.execute(sql.encode())
            yield platform

    return database


@pytest.fixture(scope="session")
def lint(linted: Linted) -> Lint:
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
