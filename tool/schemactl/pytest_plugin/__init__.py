"""Fixtures for the tests of a project that declares its schema with schemactl.

pytest loads this module wherever schemactl is installed, so nothing heavy may be imported here and nothing happens
before a test asks for a fixture. The database of a test is a copy of a template that is built once per process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

    from schemactl.declare.target import Target
    from schemactl.pytest_plugin.database import DeclaredDatabase
    from schemactl.scratch.server import ScratchServer
    from schemactl.settings import Settings


@pytest.fixture(scope="session")
def schemactl_settings(pytestconfig: pytest.Config) -> Settings:
    """Return ``[tool.schemactl]`` of the project that is tested."""
    from schemactl.pytest_plugin.template import read_settings

    return read_settings(pytestconfig.rootpath)


@pytest.fixture(scope="session")
def schemactl_target(schemactl_settings: Settings) -> str | tuple[str, ...] | Target:
    """Return what the databases of the tests hold: targets by name, SQL files, or a loaded target.

    The setting ``target`` unless a project overrides this fixture.
    """
    return schemactl_settings.target


@pytest.fixture(scope="session")
def schemactl_server(schemactl_settings: Settings) -> Iterator[ScratchServer]:
    """Return the server the databases live on: the one the setting ``scratch`` names, started for this process."""
    from schemactl.pytest_plugin.template import open_server

    with open_server(schemactl_settings) as server:
        yield server


@pytest.fixture(scope="session")
def schemactl_template(
    schemactl_server: ScratchServer,
    schemactl_target: str | tuple[str, ...] | Target,
    schemactl_settings: Settings,
) -> Iterator[str]:
    """Return the name of a database with the platform's prelude and the declared schema, to be copied."""
    from schemactl.pytest_plugin.template import built_template

    with built_template(schemactl_server, schemactl_target, schemactl_settings) as name:
        yield name


@pytest.fixture
def declared_database(schemactl_server: ScratchServer, schemactl_template: str) -> Iterator[DeclaredDatabase]:
    """Return a database of this test alone, with the declared schema; commits in it are real. It is dropped later."""
    from schemactl.pytest_plugin.database import open_database

    with open_database(schemactl_server, schemactl_template) as database:
        yield database


@pytest.fixture
def as_role(
    declared_database: DeclaredDatabase,
) -> Callable[..., AbstractContextManager[psycopg.Connection[TupleRow]]]:
    """Return `DeclaredDatabase.as_role` of the test's database."""
    return declared_database.as_role


@pytest.fixture
def make(declared_database: DeclaredDatabase) -> Callable[..., dict[str, Any]]:
    """Return `DeclaredDatabase.make` of the test's database."""
    return declared_database.make
