"""The database in which the declared state was built, as the rules see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_NAMESPACES = """
SELECT nspname::text FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname
"""


@cache
def load_query(name: str) -> str:
    """Return the text of `lint/sql/<name>.sql`."""
    return files("schemactl.lint").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


class Database:
    """One database of the scratch server; every question is asked once.

    Args:
        connection: A superuser's session with pinned settings. Nothing that is tried on it stays.
        schemas: Managed namespaces; None for all that are not PostgreSQL's own.
    """

    def __init__(self, connection: psycopg.Connection[TupleRow], schemas: Iterable[str] | None) -> None:
        self.connection = connection
        self.schemas = sorted(schemas) if schemas is not None else self._namespaces()
        self._answers: dict[str, tuple[Mapping[str, Any], ...]] = {}

    def ask(self, query: str) -> tuple[Mapping[str, Any], ...]:
        """Return the rows of a named query, whose one parameter is `schemas`."""
        from psycopg.rows import dict_row

        if query not in self._answers:
            with self.connection.cursor(row_factory=dict_row) as cursor:
                rows = cursor.execute(load_query(query).encode(), {"schemas": self.schemas}).fetchall()
            self._answers[query] = tuple(rows)
        return self._answers[query]

    def _namespaces(self) -> list[str]:
        return [str(name) for (name,) in self.connection.execute(_NAMESPACES).fetchall()]
