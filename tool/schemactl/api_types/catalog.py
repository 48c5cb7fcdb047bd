"""Reads an `Interface` from the catalogs of a database: the one module of this room that holds a connection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemactl.api_types.ordering import by_name
from schemactl.api_types.relationships import ForeignKey, Origins, find_relationships
from schemactl.api_types.values import Argument, Column, Function, Interface, Kind, PgType, Relation, Sort
from schemactl.postgres.queries import Row, ask

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_GIVEN, _RETURNED = frozenset("ibv"), "t"
"""Modes of arguments (pg_proc.proargmodes): callers give in, inout and variadic; ``t`` is a column of RETURNS TABLE."""


def schemas_of(connection: psycopg.Connection[TupleRow]) -> tuple[str, ...]:
    """Return all schemas that hold anything, PostgreSQL's own left out."""
    return tuple(str(row["name"]) for row in ask(connection, "api_types", "schemas")) or ("public",)


def read_interface(connection: psycopg.Connection[TupleRow], schemas: Iterable[str]) -> Interface:
    """Return what callers can reach in some schemas.

    Args:
        connection: A session with pinned settings that may read the views. Nothing is executed but catalog queries.
        schemas: Names of schemas; one that does not exist is an empty one.
    """
    names = sorted(schemas, key=by_name)

    def read(query: str) -> list[Row]:
        return ask(connection, "api_types", query, schemas=names)

    columns: dict[int, list[Column]] = defaultdict(list)
    for row in read("columns"):
        columns[row["relation"]].append(_column(row))
    rows = read("relations")
    origins = {r["oid"]: _origins(connection, r["query"]) for r in rows if r["query"]}
    relations = tuple(_relation(row, tuple(columns[row["oid"]])) for row in rows)
    keys = tuple(_foreign_key(row) for row in read("foreign_keys"))
    return Interface(
        schemas=tuple(names),
        relations=tuple(
            sorted(find_relationships(relations, keys, origins), key=lambda r: (by_name(r.schema), by_name(r.name)))
        ),
        functions=tuple(
            sorted((_function(row) for row in read("functions")), key=lambda f: (by_name(f.name), by_name(f.signature)))
        ),
        types={t.oid: t for t in sorted((_type(row) for row in read("types")), key=lambda t: by_name(t.name))},
    )


def _origins(connection: psycopg.Connection[TupleRow], query: str) -> Origins:
    """Return which column of which relation each column of a query shows; (0, 0) for what is computed.

    The server says so when it describes a statement (PostgreSQL manual, Message Formats, RowDescription); it is parsed
    for that, not executed.
    """
    session = connection.pgconn
    session.prepare(b"", query.encode())
    described = session.describe_prepared(b"")
    return tuple((described.ftable(i), described.ftablecol(i)) for i in range(described.nfields))


def _column(row: Row) -> Column:
    return Column(
        number=row["number"],
        name=row["name"],
        type=row["type"],
        nullable=row["nullable"],
        has_default=row["has_default"],
        is_computed=row["is_computed"],
        writable=row["writable"],
        choices=tuple(row["choices"]),
    )


def _relation(row: Row, columns: tuple[Column, ...]) -> Relation:
    return Relation(
        oid=row["oid"],
        schema=row["schema"],
        name=row["name"],
        sort=Sort(row["kind"]),
        takes_inserts=row["takes_inserts"],
        takes_updates=row["takes_updates"],
        columns=tuple(sorted(columns, key=lambda column: by_name(column.name))),
        relationships=(),
        comment=row["comment"],
    )


def _foreign_key(row: Row) -> ForeignKey:
    return ForeignKey(
        name=row["name"],
        relation=row["relation"],
        columns=tuple(row["columns"]),
        referenced=row["referenced"],
        referenced_columns=tuple(row["referenced_columns"]),
        one_to_one=row["one_to_one"],
    )


def _function(row: Row) -> Function:
    arguments = tuple(zip(row["names"], row["modes"], row["types"], strict=True))
    given = [(name, oid) for name, mode, oid in arguments if mode in _GIVEN]
    required = len(given) - row["defaults"]
    return Function(
        schema=row["schema"],
        name=row["name"],
        signature=row["signature"],
        arguments=tuple(
            sorted(
                (Argument(name=n, type=oid, has_default=i >= required) for i, (n, oid) in enumerate(given)),
                key=lambda argument: by_name(argument.name),
            )
        ),
        result_columns=tuple(
            sorted(((n, oid) for n, mode, oid in arguments if mode == _RETURNED), key=lambda column: by_name(column[0]))
        ),
        returns=row["returns"],
        returns_set=row["returns_set"],
        rows_estimate=row["rows_estimate"],
        argument_count=len(arguments),
        comment=row["comment"],
    )


def _type(row: Row) -> PgType:
    return PgType(
        oid=row["oid"],
        schema=row["schema"],
        name=row["name"],
        kind=Kind(row["kind"]),
        inner=row["inner"],
        relation=row["relation"],
        of_extension=row["of_extension"],
        labels=tuple(row["labels"]),
        attributes=tuple(zip(row["attribute_names"], row["attribute_types"], strict=True)),
    )
