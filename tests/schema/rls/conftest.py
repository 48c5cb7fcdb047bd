"""Two readers, Anna and Ben, with rows in every table of a declared database of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemactl.postgres.connect import connect
from schemactl.pytest_plugin.database import DeclaredDatabase
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.schema.api.conftest import ANNA, BEN, ONE_READER, Connection


@pytest.fixture(scope="package")
def peopled(schemactl_server: ScratchServer, schemactl_template: str) -> Iterator[str]:
    """Return how to connect to a copy of the declared database in which both readers have rows everywhere.

    The rows are committed: PostgreSQL checks foreign keys in another order on rows of the same transaction.
    """
    with scratch_database(schemactl_server, "readers", template=schemactl_template) as name:
        conninfo = schemactl_server.conninfo(name)
        with connect(conninfo) as connection:
            for digit in "ab":
                rows = ONE_READER.read_text(encoding="utf-8").replace("x0000000", f"{digit}0000000")
                connection.execute(rows.encode())
            connection.execute(
                "INSERT INTO public.feature_flags (name, enabled, user_whitelist)"
                " VALUES ('early', true, ARRAY[%s]::uuid[]), ('late', true, ARRAY[%s]::uuid[])",
                [ANNA, BEN],
            )
            connection.execute("SELECT public.refresh_all_analytics_views()")
        yield conninfo


@pytest.fixture(scope="module")
def session(peopled: str) -> Iterator[Connection]:
    """Return one session of the owner for all tests of a module."""
    with DeclaredDatabase(peopled).connect(autocommit=False) as connection:
        yield connection


@pytest.fixture
def database(session: Connection) -> Iterator[Connection]:
    """Return the session in a transaction that is rolled back after the test."""
    with session.transaction(force_rollback=True):
        yield session
