"""Builds the legacy database: the platform, the schema with all its faults, and rows that make a merge difficult."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from schemactl.declare.platform import platform_sql as declared_platform
from schemactl.demo.rows.copying import copy_rows
from schemactl.demo.rows.everything import all_rows
from schemactl.demo.rows.source import RowSource

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_SCHEMA_FILES = (
    "trigger_functions.sql",
    "accounts.sql",
    "library.sql",
    "reading.sql",
    "documents.sql",
    "chat.sql",
    "pomodoro.sql",
    "account_functions.sql",
    "library_functions.sql",
    "reading_functions.sql",
    "chat_functions.sql",
    "pomodoro_functions.sql",
)
"""In the order in which they can be run: functions in plain SQL come after the tables they read."""

_VECTOR_FILE = "vector_indexes.sql"
_REAL_IVFFLAT = """
    SELECT FROM pg_catalog.pg_am
    JOIN pg_catalog.pg_proc ON pg_proc.oid = pg_am.amhandler
    JOIN pg_catalog.pg_language ON pg_language.oid = pg_proc.prolang
    WHERE pg_am.amname = 'ivfflat' AND pg_language.lanname = 'c'
"""
"""A stand-in for pgvector borrows a built-in access method, and that one refuses the option "lists"."""

AS_OF = datetime(2025, 11, 10, 12, tzinfo=UTC)
"""The day of the legacy database. Fixed, so that a seed gives the same rows on any day."""


def platform_sql() -> str:
    """Return the prelude alone: roles, schemas auth and extensions, accounts, default privileges and extensions.

    It runs as it stands, as a superuser, in a database without these schemas. Roles that exist are left as they are.
    """
    return declared_platform("supabase")


def build_legacy(
    connection: psycopg.Connection[TupleRow], *, scale: float = 1.0, seed: int = 7, as_of: datetime = AS_OF
) -> None:
    """Fill an empty database with the legacy schema and its rows, in one transaction.

    On a server without pgvector itself, vectors are kept as text and three nearest-neighbour indexes are left out.

    Args:
        connection: A superuser's session in a database with nothing in it.
        scale: Factor on the number of rows: 1 makes 17,189.
        seed: The same seed makes the same rows.
        as_of: The moment that counts as now for every time in the rows.

    Raises:
        ValueError: The scale is not positive.
        psycopg.Error: The database is not empty, or the login may not do all this.
    """
    if scale <= 0:
        raise ValueError(f"scale must be positive, not {scale}")
    with connection.transaction():
        _run(connection, platform_sql())
        for name in _SCHEMA_FILES:
            _run(connection, _read("legacy", name))
        if _has_nearest_neighbour_indexes(connection):
            _run(connection, _read("legacy", _VECTOR_FILE))
        _fill(connection, RowSource(scale=scale, seed=seed, as_of=as_of))


def _fill(connection: psycopg.Connection[TupleRow], source: RowSource) -> None:
    # The profiles are copied like everything else, so the trigger that would make them for new accounts has to wait.
    _run(connection, "ALTER TABLE auth.users DISABLE TRIGGER on_auth_user_created")
    for rows in all_rows(source):
        copy_rows(connection, rows)
    _run(connection, "ALTER TABLE auth.users ENABLE TRIGGER on_auth_user_created")
    _run(connection, "REFRESH MATERIALIZED VIEW public.collection_hierarchy_cache")


def _has_nearest_neighbour_indexes(connection: psycopg.Connection[TupleRow]) -> bool:
    found = connection.execute(_REAL_IVFFLAT).fetchone()
    return found is not None


def _read(*parts: str) -> str:
    return files("schemactl.demo").joinpath(*parts).read_text(encoding="utf-8")


def _run(connection: psycopg.Connection[TupleRow], commands: str) -> None:
    # As bytes, because psycopg's types take a str only when it is a literal; without parameters it sends all commands
    # in one message.
    connection.execute(commands.encode())
