"""Which column is meant, and whether its vectors can be moved at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from schemactl.errors import PermissionMissing, UsageError
from schemactl.postgres.queries import load_query
from schemactl.vectors.values import Distance, VectorColumn, in_command

if TYPE_CHECKING:
    import psycopg

_MOVABLE = ("vector", "halfvec")
_KEY_TYPES = frozenset({"uuid", "smallint", "integer", "bigint", "text", "character varying"})
_TABLE, _PARTITIONED = "r", "p"
_SEARCHED_BY = {
    "cosine": Distance.COSINE,
    "l2": Distance.EUCLID,
    "ip": Distance.DOT,
    "l1": Distance.MANHATTAN,
}
_SETTABLE = "the UPDATE right on the column and SELECT on the table"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """A row of `sql/column.sql`."""

    relation: int
    relkind: str
    has_children: bool
    kind: str
    type: str
    send: str
    dimensions: int
    required: bool
    generated: str
    operator_classes: list[str]
    keys: list[str]
    key_types: list[str]
    triggers: list[str]
    always: list[str]
    permitted: bool


query = partial(load_query, "vectors")
"""Return the text of `vectors/sql/<name>.sql`."""


def read_column(connection: psycopg.Connection[Any], text: str) -> VectorColumn:
    """Return a column whose vectors can be moved.

    Args:
        connection: An idle session. `text`: ``schema.table.column``, quoted as in SQL where needed.

    Raises:
        UsageError: There is no such column, or its vectors cannot be moved; the message says why.
        PermissionMissing: The login may not read or write it.
    """
    from psycopg.rows import class_row

    schema, table, column = _parts(connection, text)
    with connection.cursor(row_factory=class_row(_Facts)) as cursor:
        names = {"schema": schema, "table": table, "column": column}
        facts = cursor.execute(query("column").encode(), names).fetchone()
    if facts is None:
        raise UsageError(f"there is no column {text}", hint="Write it as schema.table.column.")
    reason = _reason_against(facts)
    if reason:
        raise UsageError(f"the vectors of {text} cannot be moved: {reason[0]}", hint=reason[1])
    if not facts.permitted:
        raise PermissionMissing(
            f"the login {connection.info.user} lacks {_SETTABLE} {text}", hint="Log in as the owner of the table."
        )
    return VectorColumn(
        relation=facts.relation,
        schema=schema,
        table=table,
        column=column,
        kind=facts.kind,
        type=in_command(facts.type),
        send=in_command(facts.send),
        dimensions=facts.dimensions,
        distance=_distance(facts.operator_classes),
        key=facts.keys[0],
        key_type=facts.key_types[0],
        triggers=tuple(facts.triggers),
        always=tuple(facts.always),
    )


def _parts(connection: psycopg.Connection[Any], text: str) -> tuple[str, str, str]:
    import psycopg

    try:
        row = connection.execute("SELECT pg_catalog.parse_ident(%s)", [text]).fetchone()
    except psycopg.errors.InvalidParameterValue:
        row = None
    match row:
        case ([str(schema), str(table), str(column)],):
            return schema, table, column
        case _:
            raise UsageError(f"not a column: {text!r}", hint="Write it as schema.table.column, quoted as in SQL.")


def _reason_against(facts: _Facts) -> tuple[str, str] | None:
    """Return why the vectors of a column cannot be moved and what to do about it, or None when they can."""
    one_key = len(facts.keys) == 1
    reasons = (
        (facts.relkind not in {_TABLE, _PARTITIONED}, "it is not a column of a table", "Name the table itself."),
        (facts.has_children, "other tables inherit from its table", "Only partitions share a primary key."),
        (
            facts.kind not in _MOVABLE,
            f"its type is {facts.type}",
            "Only vector and halfvec have one number per dimension, as stores want them.",
        ),
        (facts.dimensions < 1, "its type says no dimensions", "Declare them, for example vector(768)."),
        (facts.generated != "", "it is generated", "Move the vectors it is made of."),
        (facts.required, "it is NOT NULL, and NULL takes the place of a moved vector", "Drop NOT NULL first."),
        (
            not one_key,
            f"its table has a primary key of {len(facts.keys)} columns"
            if facts.keys
            else "its table has no primary key",
            "A vector finds its way back by a primary key of one column.",
        ),
        (
            one_key and facts.key_types[0] not in _KEY_TYPES,
            f"the primary key of its table is of type {next(iter(facts.key_types), '')}",
            f"These can be: {', '.join(sorted(_KEY_TYPES))}.",
        ),
    )
    return next(((reason, hint) for applies, reason, hint in reasons if applies), None)


def _distance(operator_classes: list[str]) -> Distance | None:
    """Return what all indexes of a column search by; None without an index, or when they differ."""
    words = {name.removeprefix("vector_").removeprefix("halfvec_").removesuffix("_ops") for name in operator_classes}
    found = {_SEARCHED_BY[word] for word in words if word in _SEARCHED_BY}
    return found.pop() if len(found) == 1 else None
