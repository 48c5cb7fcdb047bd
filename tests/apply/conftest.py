"""A server for the tests of this folder, and a database of its own for each."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from schemactl.postgres.connect import connect
from schemactl.postgres.lexer import split_statements
from schemactl.scratch import embedded
from schemactl.scratch.server import ScratchServer, database_name, open_scratch
from tests.fixtures.applying import BASE

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[ScratchServer]:
    """A server shared by all tests of this folder; unlike the tool's own it takes prepared transactions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(embedded._SETTINGS, "max_prepared_transactions", "2")
        yield from _opened()


def _opened() -> Iterator[ScratchServer]:
    with open_scratch(os.environ.get("SCHEMACTL_TEST_DATABASE_URL", "embedded")) as running:
        yield running


@pytest.fixture(scope="session")
def template(server: ScratchServer) -> Iterator[str]:
    """A database with what every test begins with."""
    name = database_name("template")
    server.create_database(name)
    with connect(server.conninfo(name)) as connection:
        for command in split_statements(BASE):
            connection.execute(command.text.encode())
    yield name
    server.drop_database(name)


@pytest.fixture
def new_database(server: ScratchServer, template: str) -> Iterator[Callable[[], str]]:
    """Make databases, each a copy of the template, and drop them at the end; returns connection strings."""
    names: list[str] = []

    def make() -> str:
        name = database_name(f"apply_{next(_NUMBERS)}")
        names.append(name)
        server.create_database(name, template=template)
        return server.conninfo(name)

    yield make
    for name in names:
        server.drop_database(name)


@pytest.fixture
def database(new_database: Callable[[], str]) -> str:
    """The connection string of one database."""
    return new_database()
