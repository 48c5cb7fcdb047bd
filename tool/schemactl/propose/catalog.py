"""The proposers' questions to the system catalogs, always on the scratch server, always by object identifier.

Each question is a `.sql` file in `propose/sql`, runnable in psql as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from schemactl.postgres.queries import Row, ask

if TYPE_CHECKING:
    import psycopg

PG_CLASS = 1259
PG_PROC = 1255
PG_TYPE = 1247
"""Object identifiers of the system catalogs `pg_class`, `pg_proc` and `pg_type`, fixed since PostgreSQL was made."""


class Catalog:
    """One database of the scratch server, asked through its catalogs."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    @property
    def version(self) -> int:
        """Return ``server_version_num``."""
        return int(self._connection.info.server_version)

    def ask(self, query: str, **parameters: object) -> list[Row]:
        """Return the rows a named query answers."""
        return ask(self._connection, "propose", query, **parameters)

    def ask_for(self, query: str, oids: Iterable[int]) -> list[Row]:
        """Return the rows a query with the one parameter `oids` answers; nothing is asked for no oids."""
        wanted = sorted(set(oids))
        return self.ask(query, oids=wanted) if wanted else []

    def scanned(self, table: str, condition: str) -> frozenset[tuple[str, str]]:
        """Return schema and name of the tables that a query for some rows of a table would read.

        The planner leaves out partitions that cannot hold such rows.
        """
        query = f"EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) SELECT FROM {table} WHERE {condition}"
        [[answer]] = self._connection.execute(query.encode()).fetchall()
        return frozenset(_relations(answer[0]["Plan"]))

    def rewrites(self, oid: int, command: str) -> bool:
        """Return whether a command writes a table, or one that belongs to it, anew. It is tried and taken back.

        Raises:
            psycopg.Error: The server refuses it.
        """
        before = self.ask("stored_files", oid=oid)
        with self._connection.transaction(force_rollback=True):
            self._connection.execute(command.encode(), binary=True)
            return self.ask("stored_files", oid=oid) != before

    def name_of_check(self, oid: int, table: str, condition: str) -> str:
        """Return the name PostgreSQL gives a new check that has none. It is tried and taken back.

        Args:
            oid, table: The table, and its qualified and quoted name. `condition`: what it checks.

        Raises:
            psycopg.Error: The server refuses it.
        """
        before = {row["name"] for row in self.ask_for("checks", [oid])}
        with self._connection.transaction(force_rollback=True):
            self._connection.execute(f"ALTER TABLE {table} ADD CHECK ({condition})".encode(), binary=True)
            [name] = {str(row["name"]) for row in self.ask_for("checks", [oid])} - before
        return name


def _relations(node: Row) -> Iterator[tuple[str, str]]:
    if "Relation Name" in node:
        yield node["Schema"], node["Relation Name"]
    for child in node.get("Plans", ()):
        yield from _relations(child)
