"""Sending rows to the server with COPY, the fastest way in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from schemactl.demo.rows.source import Row, TableRows, Value
from schemactl.postgres.quoting import identifier, qualified

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_ROWS_PER_WRITE = 500
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
"""What COPY's text format gives a meaning to. Source: PostgreSQL manual, COPY, "Text Format"."""


def copy_rows(connection: psycopg.Connection[TupleRow], rows: TableRows) -> None:
    """Add the rows to their table; triggers fire and constraints are checked as for an INSERT.

    Raises:
        psycopg.Error: The server refuses a row.
    """
    if not rows.rows:
        return
    columns = ", ".join(identifier(column) for column in rows.rows[0])
    command = f"COPY {qualified(rows.schema, rows.table)} ({columns}) FROM STDIN"
    lines = map(_line, rows.rows)
    with connection.cursor() as cursor, cursor.copy(command.encode()) as copy:
        while batch := "".join(islice(lines, _ROWS_PER_WRITE)):
            copy.write(batch)


def _line(row: Row) -> str:
    return "\t".join(map(_field, row.values())) + "\n"


def _field(value: Value) -> str:
    match value:
        case None:
            return "\\N"
        case str():
            return _escape(value)
        case bool():
            return "t" if value else "f"
        case datetime():
            return value.isoformat()
        case Mapping():
            return _escape(json.dumps(value, ensure_ascii=False))
        case _:
            return str(value)


def _escape(text: str) -> str:
    for character, escaped in _ESCAPES:
        if character in text:
            text = text.replace(character, escaped)
    return text
