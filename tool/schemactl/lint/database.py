"""The database in which the declared state was built, as the rules see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemactl.postgres.queries import Row, ask, namespaces

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow


class Database:
    """One database of the scratch server; every question is asked once.

    Args:
        connection: A superuser's session with pinned settings. Nothing that is tried on it stays.
        schemas: Managed namespaces; None for all that are not PostgreSQL's own.
    """

    def __init__(self, connection: psycopg.Connection[TupleRow], schemas: Iterable[str] | None) -> None:
        self.connection = connection
        self.schemas = sorted(schemas) if schemas is not None else namespaces(connection)
        self._answers: dict[str, tuple[Row, ...]] = {}

    def ask(self, query: str) -> tuple[Row, ...]:
        """Return the rows of a named query, whose one parameter is `schemas`."""
        if query not in self._answers:
            self._answers[query] = tuple(ask(self.connection, "lint", query, schemas=self.schemas))
        return self._answers[query]
