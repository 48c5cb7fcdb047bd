"""Names of NOT NULL constraints in a rebuilt database.

pg_dump leaves the usual name out, but the server gives it only if no other table of the schema uses it, and else one
with a number. A copy of a table (``LIKE``) uses the names of its model, and is often made before it.
Source: pg_dump 18, determineNotNullFlags; PostgreSQL manual, CREATE TABLE, LIKE ("Not-null constraints are always
copied to the new table").
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.quoting import identifier, qualified

if TYPE_CHECKING:
    import psycopg

_NAMED = re.compile(r'CONSTRAINT (?:"((?:[^"]|"")+)"|(\S+)) NOT NULL')


@cache
def _query() -> bytes:
    return files("schemactl.rehearse").joinpath("not_nulls.sql").read_bytes()


def whose_names_are_used(snapshot: Snapshot) -> frozenset[Address]:
    """Return the tables that may not get the usual names of their NOT NULL constraints, because others have them."""
    found = set()
    for address, entry in snapshot.entries.items():
        if address.kind == "TABLE" and "CONSTRAINT" in entry.definition:
            for quoted, plain in _NAMED.findall(entry.definition):
                parts = (quoted.replace('""', '"') or plain).split("_")
                names = ("_".join(parts[:end]) for end in range(1, len(parts)))
                found |= {Address("TABLE", address.schema, name) for name in names if name != address.name}
    return frozenset(found.intersection(snapshot.entries))


def give_usual_names(connection: psycopg.Connection[Any], entry: Entry) -> None:
    """Rename the NOT NULL constraints of a table just made that only the server has given a number.

    Args:
        connection: The session that made it. `entry`: the table; names its definition gives itself stay.
    """
    table = qualified(entry.address.schema, entry.address.name)
    for number, usual in connection.execute(_query(), {"table": table}).fetchall():
        if f"CONSTRAINT {identifier(number)} NOT NULL" not in entry.definition:
            command = f"ALTER TABLE {table} RENAME CONSTRAINT {identifier(number)} TO {identifier(usual)}"
            connection.execute(command.encode())
