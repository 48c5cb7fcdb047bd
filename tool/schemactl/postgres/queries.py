"""Questions to the catalogs: each is a file in the folder `sql` of the room that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

Row = Mapping[str, Any]
"""One row of an answer by column name."""

_NAMESPACES = """
SELECT nspname::text FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname
"""


@cache
def load_query(room: str, name: str) -> str:
    """Return the text of ``<room>/sql/<name>.sql``."""
    return files("schemactl").joinpath(room, "sql", f"{name}.sql").read_text(encoding="utf-8")


def ask(connection: psycopg.Connection[Any], room: str, name: str, /, **parameters: object) -> list[Row]:
    """Return the rows a room's question answers."""
    from psycopg.rows import dict_row

    with connection.cursor(row_factory=dict_row) as cursor:
        return list(cursor.execute(load_query(room, name).encode(), parameters).fetchall())


def namespaces(connection: psycopg.Connection[Any]) -> list[str]:
    """Return the schemas that are not PostgreSQL's own, sorted."""
    return [str(name) for (name,) in connection.execute(_NAMESPACES.encode()).fetchall()]
