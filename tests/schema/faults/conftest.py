"""The three databases of the faults: legacy, what the original made of it, and ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemactl.demo.legacy import build_legacy
from schemactl.postgres.connect import connect
from schemactl.pytest_plugin.database import DeclaredDatabase
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.schema.faults.side import PEOPLE, Side

ORIGINAL = Path(__file__).with_name("as_the_original_left_it.sql")
_NO_ROWS = 0.001


@pytest.fixture(scope="package")
def legacy_name(server: ScratchServer) -> Iterator[str]:
    """Build the legacy database, almost without rows."""
    with scratch_database(server, "legacy") as name:
        with connect(server.conninfo(name)) as connection:
            build_legacy(connection, scale=_NO_ROWS)
            # The one thing that is not as it was: our rows then fit into all three databases.
            connection.execute("ALTER TABLE public.user_books ALTER COLUMN file_size SET DEFAULT 0")
        yield name


@pytest.fixture(scope="package")
def legacy_session(server: ScratchServer, legacy_name: str) -> Iterator[Side]:
    """Return the legacy database, whose chat is in public."""
    with _copied(server, legacy_name, "", name="the legacy database", chat="public") as side:
        yield side


@pytest.fixture(scope="package")
def original_session(server: ScratchServer, legacy_name: str) -> Iterator[Side]:
    """Return what the original's restructuring made of the legacy database."""
    script = ORIGINAL.read_text(encoding="utf-8")
    with _copied(server, legacy_name, script, name="the original's database", chat="chat") as side:
        yield side


@pytest.fixture(scope="package")
def our_session(schemactl_server: ScratchServer, schemactl_template: str) -> Iterator[Side]:
    """Return the declared database."""
    with _copied(schemactl_server, schemactl_template, "", name="our database", chat="chat") as side:
        yield side


@contextmanager
def _copied(server: ScratchServer, template: str, script: str, *, name: str, chat: str) -> Iterator[Side]:
    with scratch_database(server, "faults", template=template) as database:
        with connect(server.conninfo(database)) as connection:
            connection.execute(script.encode())
            connection.execute(PEOPLE.replace("{chat}", chat).encode())
        with DeclaredDatabase(server.conninfo(database)).connect(autocommit=False) as connection:
            yield Side(name=name, connection=connection, chat=chat)


@pytest.fixture
def legacy(legacy_session: Side) -> Iterator[Side]:
    """Return the legacy database in a transaction of this test."""
    with legacy_session.connection.transaction(force_rollback=True):
        yield legacy_session


@pytest.fixture
def original(original_session: Side) -> Iterator[Side]:
    """Return the original's restructured database in a transaction of this test."""
    with original_session.connection.transaction(force_rollback=True):
        yield original_session


@pytest.fixture
def ours(our_session: Side) -> Iterator[Side]:
    """Return the declared database in a transaction of this test."""
    with our_session.connection.transaction(force_rollback=True):
        yield our_session
