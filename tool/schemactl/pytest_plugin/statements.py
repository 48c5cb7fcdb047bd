"""The commands that look up, insert and change rows, with values adapted to their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row
from psycopg.types.json import Json, Jsonb

from schemactl.errors import RowNotMade
from schemactl.postgres.quoting import identifier
from schemactl.pytest_plugin.shape import Column, Table

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

Row = dict[str, Any]
"""A row by column name."""


class Rows:
    """The rows of a database, one at a time.

    Args:
        connection: A session that may read and write every table.
    """

    def __init__(self, connection: psycopg.Connection[TupleRow]) -> None:
        self._connection = connection

    def find(self, table: Table, key: Mapping[str, Any]) -> Row | None:
        """Return the row with these values; None when there is none."""
        where, values = _conditions(table, key)
        return self._first(f"SELECT * FROM {escaped(table.sql)} WHERE {where}", values)

    def insert(self, table: Table, values: Mapping[str, Any]) -> Row:
        """Insert a row and return it as stored; RowNotMade when the table has swallowed it."""
        columns = ", ".join(_name(name) for name in values)
        slots = ", ".join(_slot(table.columns[name], value) for name, value in values.items())
        overriding = any(table.columns[name].always_identity for name in values)
        content = (
            f"({columns}){' OVERRIDING SYSTEM VALUE' * overriding} VALUES ({slots})" if values else "DEFAULT VALUES"
        )
        row = self._first(f"INSERT INTO {escaped(table.sql)} {content} RETURNING *", adapted(table, values))
        if row is None:
            raise RowNotMade(
                f"a trigger or rule of {table.name} put the row elsewhere, or nowhere",
                hint="Insert it with SQL, and read it where it went.",
            )
        return row

    def update(self, table: Table, key: Mapping[str, Any], changes: Mapping[str, Any]) -> Row:
        """Change the row with this key and return it as stored."""
        sets = ", ".join(f"{_name(name)} = {_slot(table.columns[name], v)}" for name, v in changes.items())
        where, values = _conditions(table, key)
        row = self._first(
            f"UPDATE {escaped(table.sql)} SET {sets} WHERE {where} RETURNING *", [*adapted(table, changes), *values]
        )
        return row or {}

    def _first(self, command: str, values: list[Any]) -> Row | None:
        """Return the first row; None when there is none."""
        with self._connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(command.encode(), values).fetchone()


def _conditions(table: Table, key: Mapping[str, Any]) -> tuple[str, list[Any]]:
    conditions = [f"{_name(name)} = {_cast(table.columns[name])}" for name in key]
    return " AND ".join(conditions), adapted(table, key)


def _slot(column: Column, value: Any) -> str:
    """Return the place of a value in a command. Python's lists say of which type they are only by what is in them."""
    return _cast(column) if isinstance(value, list) else "%s"


def _cast(column: Column) -> str:
    return f"CAST(%s AS {escaped(column.cast_type)})"


def adapted(table: Table, values: Mapping[str, Any]) -> list[Any]:
    """Return values as psycopg takes them: what is not text becomes JSON in a column of that type."""
    return [_wrapped(table.columns[name], value) for name, value in values.items()]


def _wrapped(column: Column, value: Any) -> Any:
    wrap = {"json": Json, "jsonb": Jsonb}.get(column.base)
    return wrap(value) if wrap and isinstance(value, dict | list | int | float) else value


def _name(name: str) -> str:
    return escaped(identifier(name))


def escaped(sql: str) -> str:
    """Return SQL in which no percent sign is taken for a parameter."""
    return sql.replace("%", "%%")
