"""The proposers' questions to the system catalogs, always on the scratch server, always by object identifier.

Each question is a `.sql` file in `propose/sql`, runnable in psql as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

PG_CLASS = 1259
PG_TYPE = 1247
"""Object identifiers of the system catalogs `pg_class` and `pg_type`, fixed since PostgreSQL was made."""

Row = Mapping[str, Any]
"""One row of an answer by column name."""


@cache
def load_query(name: str) -> str:
    """Return the text of `propose/sql/<name>.sql`."""
    return files("schemactl.propose").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


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
        from psycopg.rows import dict_row

        with self._connection.cursor(row_factory=dict_row) as cursor:
            return list(cursor.execute(load_query(query).encode(), parameters).fetchall())

    def ask_for(self, query: str, oids: Iterable[int]) -> list[Row]:
        """Return the rows a query with the one parameter `oids` answers; nothing is asked for no oids."""
        wanted = sorted(set(oids))
        return self.ask(query, oids=wanted) if wanted else []
