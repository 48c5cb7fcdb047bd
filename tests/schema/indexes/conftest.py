"""A large library in a database of its own, and what a statement did to find its rows there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from schemactl.pytest_plugin.database import acting_as, open_database
from schemactl.scratch.server import ScratchServer

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_ROWS = Path(__file__).with_name("many_rows.sql")
# What this session has done since the transaction began; scans of a table are those that read it from end to end.
_SCANS = """
SELECT relname::text, pg_stat_get_xact_numscans(oid) FROM pg_class
WHERE relnamespace IN ('public'::regnamespace, 'chat'::regnamespace) AND relkind IN ('r', 'm', 'i')
    AND pg_stat_get_xact_numscans(oid) > 0
"""


def key(kind: str, number: int) -> UUID:
    """Return the id of a row, as the function of this name in many_rows.sql does."""
    return UUID(md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest())


@dataclass(frozen=True, slots=True)
class Library:
    """The large library.

    Attributes:
        connection: A superuser's session that commits nothing.
    """

    connection: psycopg.Connection[TupleRow]

    def ask(self, sql: str, parameters: Mapping[str, object], role: str, reader: UUID | None) -> list[tuple[Any, ...]]:
        """Return the rows a role gets."""
        with acting_as(self.connection, role, reader):
            return self.connection.execute(sql.encode(), parameters).fetchall()

    def plan(self, sql: str, parameters: Mapping[str, object], reader: UUID) -> dict[str, Any]:
        """Return the topmost node of the plan for a reader."""
        rows = self.ask(f"EXPLAIN (FORMAT JSON) {sql}", parameters, "authenticated", reader)
        plan: dict[str, Any] = rows[0][0][0]["Plan"]
        return plan

    def scanned(
        self, sql: str, parameters: Mapping[str, object], role: str = "authenticated", reader: UUID | None = None
    ) -> set[str]:
        """Return which indexes a statement looked into and which tables it read as a whole; undo what it did."""
        with self.connection.transaction(force_rollback=True):
            before = dict(self.connection.execute(_SCANS).fetchall())
            self.ask(sql, parameters, role, reader)
            after = dict(self.connection.execute(_SCANS).fetchall())
        return {name for name, scans in after.items() if scans > before.get(name, 0)}


@pytest.fixture(scope="session")
def furnished(schemactl_server: ScratchServer, schemactl_template: str) -> Iterator[Library]:
    """Return the large library, as vacuumed and analysed as in life."""
    with open_database(schemactl_server, schemactl_template) as database:
        for command in _commands(_ROWS.read_text(encoding="utf-8")):
            database.connection.execute(command.encode())
        database.connection.execute("SET random_page_cost = 1.1")  # as on servers with solid-state disks
        database.connection.autocommit = False
        yield Library(database.connection)


@pytest.fixture
def library(furnished: Library) -> Iterator[Library]:
    """Return the large library; what a test does to it is undone.

    At once: a transaction left open would keep dead rows alive in all databases of the server.
    """
    yield furnished
    furnished.connection.rollback()


def _commands(script: str) -> Iterator[str]:
    """Yield the commands one by one, since VACUUM refuses to run among others."""
    yield from (command for command in script.split(";\n") if command.strip())


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a node of a plan and all below it, but not what is planned apart: sub-plans and initial ones."""
    yield plan
    for child in plan.get("Plans", ()):
        if child["Parent Relationship"] not in {"SubPlan", "InitPlan"}:
            yield from nodes(child)


def words(plan: dict[str, Any]) -> str:
    """Return a plan as text."""
    return json.dumps(plan)
