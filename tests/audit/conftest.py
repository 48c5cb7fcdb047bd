"""Two databases, one with all the bad examples and one with all the good ones, and what the audit says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest

from schemactl.audit.run import audit_database
from schemactl.model.audit import AuditReport
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.audit.examples import EXAMPLES

BEFORE = "SET search_path = public; CREATE EXTENSION pg_cron"
AFTER = "VACUUM (ANALYZE) public.hollow"


def audited(conninfo: str, schemas: Iterable[str] | None = ("public", "shop")) -> AuditReport:
    """Return the report on a database; its statistics count however young they are."""
    with connect(conninfo) as connection:
        return audit_database(connection, schemas, least_observation=timedelta(0))


def built(conninfo: str, scripts: Iterable[str]) -> str:
    """Run the scripts of examples one after the other; return the connection string."""
    with connect(conninfo) as connection:
        for script in (BEFORE, *scripts, AFTER):
            connection.execute(script.encode())
    return conninfo


@pytest.fixture(scope="session")
def bad(server: ScratchServer) -> Iterator[str]:
    """Return how to connect to the database of bad examples."""
    with scratch_database(server, "bad") as name:
        yield built(server.conninfo(name), (example.bad for example in EXAMPLES))


@pytest.fixture(scope="session")
def bad_report(bad: str) -> AuditReport:
    """Return the report on the bad examples."""
    return audited(bad)


@pytest.fixture(scope="session")
def good_report(server: ScratchServer) -> Iterator[AuditReport]:
    """Return the report on the good examples."""
    with scratch_database(server, "good") as name:
        yield audited(built(server.conninfo(name), (example.good for example in EXAMPLES)))
