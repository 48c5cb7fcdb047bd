"""How much the tables of a live database hold, for plans that treat big ones with care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.snapshot import SMALLEST_SIZE, RelationSize
from schemactl.postgres.queries import ask

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

FLOOR = SMALLEST_SIZE
"""Tables below are left out."""

_LOCK_WAIT_MS = 200
"""PostgreSQL locks a table to measure it (ACCESS SHARE), and one may be altered just now."""


def read_sizes(connection: psycopg.Connection[TupleRow]) -> tuple[RelationSize, ...]:
    """Return the size of every table and materialized view that holds more than `FLOOR` bytes, sorted by name.

    Measured on disk; where a table is locked, all are taken from the server's last count (``pg_class.relpages``).
    """
    import psycopg

    try:
        with connection.transaction():
            connection.execute(f"SET LOCAL lock_timeout = {_LOCK_WAIT_MS}".encode())
            rows = ask(connection, "postgres", "sizes", floor=FLOOR, measured=True)
    except (psycopg.errors.LockNotAvailable, psycopg.errors.InsufficientPrivilege):
        rows = ask(connection, "postgres", "sizes", floor=FLOOR, measured=False)
    return tuple(
        RelationSize(schema=row["schema"], name=row["name"], bytes=row["bytes"], rows=row["rows"]) for row in rows
    )
